"""Why a block was removed: ``reasons`` names what it was, ``report`` shows the page with every block, kept or removed.

A reason is found afterwards, when somebody asks for it. It never has a say in what is removed.
"""
