"""All pages of a build whose runs have ended, as a build writes them one by one."""

from analysis.documents.pages.pages import write_first_pages, write_run


def write_pages(build, described, runs):
    write_first_pages(build, described, [write_run(build, described, run) for run in runs])
