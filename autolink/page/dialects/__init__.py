"""What sites read as markup beyond CommonMark and GFM."""
