"""A small project with small notebooks, to try the runner on."""

import signal

import nbformat

PARAMETERS = """\
source = "data"
unit = "all"
first_year = 2011
last_year = 2015
language = "vi"
audience = "internal"
min_cell = 5
output_dir = ""
"""
OPEN = """\
from analysis.bundle import open_bundle
given = {{"unit": unit}}
bundle = open_bundle("{name}", language=language, output_dir=output_dir, parameters=given)
"""
COUNTS = "year,unit,rating,count\n2011,Đảng ủy A,excellent,3\n2012,Đảng ủy B,good,4\n"


def notebook(folder, name, *cells, parameters=PARAMETERS):
    """Write a notebook that opens its bundle and then runs the cells."""
    declared = nbformat.v4.new_code_cell(parameters, metadata={"tags": ["parameters"]})
    sources = [OPEN.format(name=name), *cells]
    code = [nbformat.v4.new_code_cell(source) for source in sources]
    title = nbformat.v4.new_markdown_cell(f"# What does {name} ask?")
    kernel = {"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}}
    content = nbformat.v4.new_notebook(cells=[title, declared, *code], metadata=kernel)
    folder.mkdir(exist_ok=True)
    nbformat.write(content, folder / f"{name}.ipynb")


def project(root):
    """Make a folder a project: a counts file as source, and no notebook yet."""
    (root / "pyproject.toml").write_text('[project]\nname = "cadre-review"\n')
    (root / "data").mkdir()
    (root / "data/counts.csv").write_text(COUNTS, encoding="utf-8")
    return root


def of_origin(root, origin):
    """Say of the counts of a project what they are: of recorded data no error tells its message."""
    head, *rows = COUNTS.splitlines()
    lines = [f"{head},origin", *(f"{row},{origin}" for row in rows)]
    (root / "data/counts.csv").write_text("\n".join(lines), encoding="utf-8")


def review_file(root, name, *notebooks, **others):
    keys = {
        "title": "{vi: Thử, en: Trial}",
        "source": "data/counts.csv",
        "years": "[2011, 2012]",
        "notebooks": f"[{', '.join(notebooks)}]",
        "language": "[vi]",
        **others,
    }
    path = root / f"{name}.yml"
    text = "".join(f"{key}: {value}\n" for key, value in keys.items())
    path.write_text(text, encoding="utf-8")
    return path


def hear_signals():
    """Let a process that is being started hear what its starter may have been told to ignore.

    A shell without job control has what it runs in the background ignore an interrupt, `nohup` a
    closed terminal, and whatever that starts ignores them too.
    """
    for each in (signal.SIGINT, signal.SIGHUP):
        signal.signal(each, signal.SIG_DFL)
