"""`python -m bot`: the bot itself, or one of the commands beside it.

What a command doesn't need is not imported: `ask` has to answer within half a second.
"""

import os
import sys
from argparse import ArgumentParser
from pathlib import Path


def main(argv: list[str] | None = None) -> int:
    options = _parser().parse_args(argv)
    if options.command is None:
        from bot.start import start

        return start(sandbox=options.sandbox, or_sandbox=options.or_sandbox)
    if options.command == "export-knowledge":
        from bot.export import export_knowledge

        return export_knowledge(options.directory, options.knowledge, options.database_url)
    from bot import console
    from knowledge.library import SHIPPED

    if options.knowledge is None:
        options.knowledge = Path(os.environ.get("KNOWLEDGE_DIR") or SHIPPED)
    commands = {"ask": console.ask, "check": console.check, "evaluate": console.evaluate_file}
    try:
        return commands[options.command](options)
    except console.Unusable as error:
        sys.stderr.write(f"{error}\n")
        return console.MISUSED
    except BrokenPipeError:
        # Whoever read the output had enough of it (`| head`). Python would complain once more at the end.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return console.FAILED


def _parser() -> ArgumentParser:
    parser = ArgumentParser("quartierslotse", description="A Telegram bot that finds the right recommendation.")
    parser.add_argument("--sandbox", action="store_true", help="run with a local stand-in for Telegram")
    parser.add_argument("--or-sandbox", action="store_true", help="the same, but only if there is no token")
    commands = parser.add_subparsers(dest="command", title="instead of running the bot")
    _add_ask(commands.add_parser("ask", help="answer a question here"))
    _add_knowledge(commands.add_parser("check", help="list the faults of a collection"))
    evaluate = commands.add_parser("evaluate", help="measure the answers on a file of questions")
    evaluate.add_argument("file", help="tab separated: question, right ids (or -), style")
    _add_knowledge(evaluate)
    export = commands.add_parser("export-knowledge", help="write the collection with what team leads changed as files")
    export.add_argument(
        "directory", type=Path, metavar="DIR", help="an empty folder, or the collection to bring up to date"
    )
    export.add_argument("--database-url", metavar="URL", help="the bot's database (default: as the bot itself)")
    _add_knowledge(export)
    return parser


def _add_ask(parser: ArgumentParser) -> None:
    parser.add_argument("question", nargs="?", help="in German, as typed on a phone")
    parser.add_argument("--batch", metavar="FILE", help="one question a line; - is standard input")
    parser.add_argument("--json", action="store_true", help="one JSON object a line")
    _add_knowledge(parser)


def _add_knowledge(parser: ArgumentParser) -> None:
    parser.add_argument("--knowledge", type=Path, metavar="DIR", help="a collection (default: KNOWLEDGE_DIR, or ours)")


if __name__ == "__main__":
    sys.exit(main())
