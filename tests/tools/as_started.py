"""What cron and systemd start, as their manuals say that they read it."""

import re


def as_cron(line):
    """Return the command of a line of cron, as cron takes it: an escaped percent sign is one."""
    command = line.split(" ", 5)[5]
    assert "%" not in command.replace(r"\%", "")
    return ["/bin/sh", "-c", command.replace(r"\%", "%")]


def as_systemd(unit):
    """Return the words of a unit's command, as systemd.service(5) and systemd.unit(5) say."""
    line = re.search(r"^ExecStart=(.*)$", unit, re.MULTILINE)[1]
    words = re.findall(r'"((?:[^"\\]|\\.)*)"', line)
    assert " ".join(f'"{word}"' for word in words) == line
    plain = [re.sub(r"\\(.)", r"\1", word).replace("%%", "%") for word in words]
    assert not re.search(r"(?<!\$)\$(?!\$)", "".join(plain).replace("$$", ""))
    return [word.replace("$$", "$") for word in plain]
