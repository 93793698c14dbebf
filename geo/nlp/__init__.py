"""Language: sentences, words, lemmas, tags, languages; what spaCy carries of ours; the lexicons."""
