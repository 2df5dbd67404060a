"""The seed matrix: texts of real articles, printed in the markup of many content systems, read again and compared.

A seed is the text of an article with its surroundings, its gold says which line is what. The live markup is not known, so
the pages are built in as many ways as portals and papers have; from all of them the reading must be the gold article.
"""
