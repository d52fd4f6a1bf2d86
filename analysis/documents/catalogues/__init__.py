"""Are all texts, cards and ids there, in each language, before anything runs?"""
