from hypothesis import settings

# A timing belongs to `make bench`, never to a test: the same example is slow on a busy machine.
settings.register_profile("suite", deadline=None, max_examples=50)
settings.load_profile("suite")
