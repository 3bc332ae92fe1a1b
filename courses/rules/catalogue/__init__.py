"""Catalogue files: what they may say, what is wrong with one, and their one canonical form.

Everything here works on the plain values of the file. Actions read and write the database.
"""
