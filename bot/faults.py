"""What may be said about an error in a log: where it happened, never what somebody wrote."""


def places(error: BaseException | None) -> str:
    """The error's kind and the last lines of code it passed, without its text."""
    passed = []
    trace = error.__traceback__ if error else None
    while trace is not None:
        passed.append(f"{trace.tb_frame.f_code.co_filename.rpartition('/')[2]}:{trace.tb_lineno}")
        trace = trace.tb_next
    return f"{type(error).__name__} at {' > '.join(passed[-4:])}"
