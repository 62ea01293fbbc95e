"""The word lists and sentence patterns that benchmark text is made of.

No word of prose is a qualifier, with which every name of a term begins: a term is mentioned only where the
generator says so.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Language:
    """What sentences of one language are made of.

    In patterns `{a}`, `{b}` and `{c}` stand for nouns, `{v}` for a verb, `{t}` for a closing phrase.
    """

    nouns: tuple[str, ...]
    verbs: tuple[str, ...]
    tails: tuple[str, ...]
    sentences: tuple[str, ...]
    phrases: tuple[str, ...]
    """Shorter than a sentence: list items and table cells."""
    headings: tuple[str, ...]
    repeated_heading: str
    """A heading that many sections of a page share, so that its slugs are numbered."""
    see_also: str
    between: str
    """What separates the sentences of a paragraph written in one line."""


def _list(text: str) -> tuple[str, ...]:
    return tuple(item.strip() for item in text.split(","))


def _pairs(text: str) -> tuple[tuple[str, str], ...]:
    """Return Japanese and English pairs."""
    return tuple((item.split(":")[0], item.split(":")[1]) for item in _list(text))


LATIN = Language(
    nouns=_list(
        """adapter, archive, backup, batch, branch, budget, caller, catalogue, certificate, channel,
        client, command, commit, configuration, connection, container, counter, credential,
        dashboard, database, default, dependency, deployment, directory, document, editor,
        endpoint, environment, error message, event, export, façade, failure, field, file, folder,
        formatter, function, handler, host, identifier, import, installer, interface, job, journal,
        key, library, limit, line, log, maintainer, manifest, message, migration, module,
        naïve default, network, notice, option, output, owner, package, parameter, parser, path,
        permission, plug-in, policy, port, process, profile, project, prompt, proxy, query, reader,
        record, region, release, report, repository, request, response, result, retry, review,
        role, row, rule, runner, schedule, schema, script, section, server, service, session,
        setting, signature, snapshot, source, stage, state, step, storage, stream, summary, table,
        target, task, team, template, test, threshold, time zone, timeout, token count, tool,
        trace, upgrade, user, value, variable, version, volume, warning, worker, workflow,
        workspace"""
    ),
    verbs=_list(
        """reads, writes, replaces, validates, restarts, ignores, copies, rejects, renames, collects,
        opens, closes, measures, keeps, updates, follows, describes, needs, expects, returns,
        prints, removes, starts, stops, compares, sorts, merges, splits, stores, sends"""
    ),
    tails=(
        "before the next run",
        "when nothing else is waiting",
        "unless it was turned off",
        "after a restart",
        "in the order in which they were named",
        "even when the disk is full",
        "without asking again",
        "as long as both sides agree",
        "the first time it is used",
        "on every machine, including yours",
        "until somebody cancels it",
        "for at most ten minutes",
    ),
    sentences=(
        "The {a} {v} the {b} {t}.",
        "Each {a} {v} one {b}, and the {c} is left as it was {t}.",
        "If the {a} is missing, the {b} {v} the {c} instead.",
        "By default the {a} {v} the {b}; to change this, edit the {c} first.",
        "Note that a {a} never {v} more than one {b} {t}.",
        "You can skip this step if your {a} already {v} the {b}.",
        "There are two ways to do that: with the {a}, or with a {b} that {v} the {c}.",
        "It {v} the {a} {t}, which is why the {b} (and the {c}) must exist.",
    ),
    phrases=(
        "the {a} {v} the {b}",
        "one {a} for each {b}",
        "what the {a} {v} {t}",
        "a {a}, without its {b}",
    ),
    headings=(
        "The {a} and the {b}",
        "How the {a} {v} a {b}",
        "Choosing a {a}",
        "Why is there no {a}?",
        "Moving from {a} to {b}",
        "When the {a} fails",
    ),
    repeated_heading="Example",
    see_also="See also",
    between=" ",
)

CJK = Language(
    nouns=_list(
        """画面, 一覧, 設定, 環境, 変数, 手順, 記録, 結果, 利用者, 管理者, 開発者, 担当者, 資料, 文書,
        原稿, 本文, 見出し, 目次, 付録, 索引語, 通信, 接続, 回線, 端末, 機器, 装置, 電源, 容量,
        上限, 下限, 初期値, 既定値, 入力, 出力, 書式, 形式, 文字, 数値, 日付, 時刻, 期間, 予定,
        作業, 工程, 段階, 条件, 例外, 警告, 通知, 報告, 要求, 応答, 応募, 審査, 承認, 権限, 役割,
        組織, 部署, 会社, 契約, 料金, 請求, フォルダー, ファイル, コマンド, オプション, パッケージ,
        プロジェクト, リポジトリー, ブランチ, サーバー, クライアント, データベース, テーブル,
        レコード, フィールド, キー, ログ, メッセージ, エラー, スクリプト, テンプレート,
        ライブラリー, モジュール, バージョン, リリース, アップグレード, バックアップ, タイムアウト,
        ワークフロー, ダッシュボード"""
    ),
    verbs=_list(
        """読み込む, 書き出す, 置き換える, 確かめる, 再起動する, 無視する, 複製する, 拒否する,
        改名する, 集める, 開く, 閉じる, 測る, 保つ, 更新する, 追いかける, 説明する, 必要とする,
        期待する, 返す, 表示する, 取り除く, 始める, 止める, 比べる, 並べ替える, まとめる, 分ける,
        保存する, 送る"""
    ),
    tails=(
        "次に実行する前に",
        "ほかに待つものがなければ",
        "無効にしていない限り",
        "再起動したあとで",
        "指定した順に",
        "空きが足りなくても",
        "二度と尋ねずに",
        "双方が同意している間だけ",
        "はじめて使うときに",
        "どの計算機でも",
        "誰かが取り消すまで",
        "長くても十分以内に",
    ),
    sentences=(
        "{a}は、{t}{b}を{v}。",
        "それぞれの{a}は{b}をひとつだけ{v}ので、{c}は元のまま残る。",
        "{a}がない場合は、代わりに{b}が{c}を{v}。",
        "既定では{a}が{b}を{v}。これを変えるには、先に{c}を編集する。",
        "{a}が{t}複数の{b}を{v}ことはない。",
        "すでに{a}が{b}を{v}なら、この手順は省いてよい。",
        "方法は二つある。{a}を使うか、{c}を{v}ような{b}を用意するかである。",
        "{t}{a}を{v}ため、{b}と{c}の両方が欠かせない。",
    ),
    phrases=("{a}が{b}を{v}", "{b}ごとに{a}をひとつ", "{t}{a}を{v}もの", "{a}から{b}を除いたもの"),
    headings=(
        "{a}と{b}",
        "{a}が{b}を{v}仕組み",
        "{a}を選ぶ",
        "なぜ{a}がないのか",
        "{a}から{b}への移行",
        "{a}に失敗したとき",
    ),
    repeated_heading="例",
    see_also="関連項目",
    between="",
)

TERM_QUALIFIERS = _pairs(
    """遅延:Deferred, 逐次:Sequential, 並列:Parallel, 分散:Distributed, 局所:Local, 大域:Global,
    静的:Static, 動的:Dynamic, 可逆:Reversible, 不変:Immutable, 可変:Mutable, 暗黙:Implicit,
    明示:Explicit, 部分:Partial, 完全:Complete, 近似:Approximate, 厳密:Exact, 階層:Hierarchical,
    循環:Cyclic, 線形:Linear, 再帰:Recursive, 匿名:Anonymous, 仮想:Virtual, 同期:Synchronous,
    非同期:Asynchronous, 差分:Differential, 累積:Cumulative, 適応:Adaptive, 疎:Sparse, 密:Dense,
    有向:Directed, 双方向:Bidirectional, 多段:Multistage, 単調:Monotonic, 確率:Probabilistic,
    対称:Symmetric, 外部:External, 内部:Internal, 複合:Composite, 優先:Preferred"""
)
TERM_NOUNS = _pairs(
    """索引:Index, 探索:Search, 整列:Ordering, 圧縮:Compression, 符号化:Encoding, 推論:Inference,
    学習:Learning, 評価:Evaluation, 最適化:Optimization, 正規化:Normalization, 量子化:Quantization,
    蒸留:Distillation, 転移:Transfer, 注意機構:Attention, 埋め込み:Embedding, 標本化:Sampling,
    木構造:Tree, 格子:Lattice, 写像:Mapping, 閉包:Closure, 継続:Continuation, 型付け:Typing,
    束縛:Binding, 合成:Composition, 検証:Verification, 監査:Audit, 署名:Signing, 暗号:Cipher,
    鍵交換:Handshake, 合意形成:Consensus, 複製:Replication, 分割:Partitioning, 移送:Migration,
    調停:Arbitration, 同定:Identification, 復元:Recovery, 予測:Prediction, 分類:Classification,
    回帰:Regression, 群化:Clustering"""
)
TERM_SUFFIXES = _pairs(
    """表:Table, 法:Method, 器:Engine, 層:Layer, 群:Group, 網:Network, 率:Ratio, 誤差:Error,
    規約:Protocol, 段階:Phase, 尺度:Measure, 問題:Problem, 木:Forest, 窓:Window, 関数:Function,
    空間:Space, 図:Diagram, 列:Sequence, 源:Source, 核:Kernel"""
)
"""A qualifier, a noun and perhaps a suffix make a term's name. Each is in Japanese and English."""

IDENTIFIERS = _list(
    """app.config, build_dir, cache-size, client.send(), cwd, --dry-run, env, exit_code,
        file_name, --force, get_user(), HTTP_PROXY, id, index.html, is_ready, json.loads(),
        LOG_LEVEL, main(), max_items, None, --output, os.environ, package.json, PATH, pre_commit,
        pyproject.toml, --quiet, read_all(), retries, root, run(), self.state, settings,
        sys.exit(2), timeout_ms, tmp/, true, user_id, --verbose, write()"""
)
CODE = {
    "python": ("{x} = load({y!r}, retries={n})", "if {x} > {n}:", "    return {x}.{y}()", "# {comment}"),
    "sh": (
        "$ tool {x} --limit {n} {y}.toml",
        "# {comment}",
        "export {x}={n}",
        "cat {y}.log | sort | head -n {n}",
    ),
    "json": ('{{"{x}": {n}, "{y}": ["{x}", "{y}"]}}', '  "{y}": {{"{x}": null, "limit": {n}}},'),
    "toml": ("[{x}.{y}]", "{x} = {n}", '{y} = "{x}"  # {comment}'),
}
"""Lines of code blocks by language; `{x}` and `{y}` are words, `{n}` a number."""

FOLDERS = _list(
    """admin, api, architecture, billing, cli, community, concepts, deploy, design, faq, guides,
        how-to, install, integrations, internals, legal, libraries, migrate, operations, overview,
        plugins, reference, releases, security, start, support, testing, tutorials"""
)
