"""What completes commands and flags in bash, zsh and fish, made from the table of commands."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from release.table import OTHERS, CommandTable, ListedFlag

BASH = """# bash completion for evenground
_evenground() {{
  local IFS=$'\\n' cur=${{COMP_WORDS[COMP_CWORD]}} prev=${{COMP_WORDS[COMP_CWORD-1]}} words
  COMPREPLY=()
  case "${{COMP_WORDS[1]}} $prev" in
{values}
  esac
  case "${{COMP_WORDS[1]}}" in
{flags}
    *) words='{visit}'; [ "$COMP_CWORD" -gt 1 ] || words='{commands} {visit}';;
  esac
  COMPREPLY=($(compgen -W "${{words// /$IFS}}" -- "$cur"))
  [ "$COMP_CWORD" = 1 ] || [[ $cur == -* ]] || COMPREPLY+=($(compgen -f -- "$cur"))
}}
complete -o filenames -F _evenground evenground
"""
VISIT, LINE = "-*", "${IFS}"
ZSH = """#compdef evenground
_evenground() {{
  local -a commands
  commands=({commands})
  case $words[2] in
{flags}
    *) [ "$CURRENT" -gt 2 ] || _describe command commands
       _arguments {visit};;
  esac
}}
_evenground "$@"
"""


def bash(table: CommandTable) -> str:
    """Return the completion for bash."""
    flags = "\n".join(f"    {c.name}) words='{_names(c.flags)}';;" for c in table.commands)
    return BASH.format(
        values="\n".join(_bash_values(table)),
        flags=flags,
        commands=" ".join(command.name for command in table.commands),
        visit=_names(table.flags),
    )


def _names(flags: Iterable[ListedFlag]) -> str:
    return " ".join([*(flag.name for flag in flags), *OTHERS])


def _bash_values(table: CommandTable) -> Iterator[str]:
    """Yield what completes the value of each flag: files, words to choose from, or nothing."""
    for command in table.commands:
        yield from (_bash_value(command.name, flag) for flag in command.flags if flag.takes)
    yield from (_bash_value(VISIT, flag) for flag in table.flags if flag.takes)


def _bash_value(command: str, flag: ListedFlag) -> str:
    reply = '$(compgen -f -- "$cur")' if flag.is_file else ""
    if flag.choices:
        reply = f'$(compgen -W "{LINE.join(flag.choices)}" -- "$cur")'
    pattern = f'"{command} {flag.name}"' if command != VISIT else f'{VISIT}" {flag.name}"'
    return f"    {pattern}) COMPREPLY=({reply}); return;;"


def zsh(table: CommandTable) -> str:
    """Return the completion for zsh."""
    flags = "\n".join(
        f"    {command.name}) _arguments {_zsh_flags(command.flags)};;"
        for command in table.commands
    )
    commands = " ".join(quoted(f"{command.name}:{command.says}") for command in table.commands)
    return ZSH.format(commands=commands, flags=flags, visit=_zsh_flags(table.flags))


def _zsh_flags(flags: Iterable[ListedFlag]) -> str:
    """Return what `_arguments` is told of flags, and that all other words may be files."""
    told = [_zsh_flag(flag) for flag in flags] + [*OTHERS, "*:file:_files"]
    return " ".join(map(quoted, told))


def _zsh_flag(flag: ListedFlag) -> str:
    """Return one flag as `_arguments` reads it, with its help and what completes its value."""
    says = re.sub(r"([\[\]:\\])", r"\\\1", flag.says)
    told = f"{flag.name}[{says}]" if says else flag.name
    files = "_files" if flag.is_file else ""
    choices = " ".join(flag.choices).replace(":", "\\:")
    values = f"({choices})" if choices else files
    return f"{told}:value:{values}" if flag.takes else told


def fish(table: CommandTable) -> str:
    """Return the completion for fish."""
    return "\n".join(_fish(table)) + "\n"


def _fish(table: CommandTable) -> Iterator[str]:
    names = " ".join(command.name for command in table.commands)
    nothing = f"-n 'not __fish_seen_subcommand_from {names}'"
    for command in table.commands:
        yield f"complete -c evenground {nothing} -f -a {command.name} -d {quoted(command.says)}"
    yield from (_fish_flag(nothing, flag) for flag in table.flags)
    for command in table.commands:
        within = f"-n '__fish_seen_subcommand_from {command.name}'"
        yield from (_fish_flag(within, flag) for flag in command.flags)
    yield from (f"complete -c evenground -l {name[2:]}" for name in OTHERS)


def _fish_flag(when: str, flag: ListedFlag) -> str:
    short = "-l" if flag.name.startswith("--") else "-s"
    line = f"complete -c evenground {when} {short} {flag.name.lstrip('-')}"
    if flag.choices:
        line += f" -x -a {quoted(' '.join(flag.choices))}"
    elif flag.takes:
        line += " -r" if flag.is_file else " -x"
    return f"{line} -d {quoted(flag.says)}" if flag.says else line


def quoted(text: str) -> str:
    """Return a text in single quotes, for bash, zsh and fish alike."""
    return "'" + text.replace("'", "'\"'\"'") + "'"
