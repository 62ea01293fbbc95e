@echo off
echo on
