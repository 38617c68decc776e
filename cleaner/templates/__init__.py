"""Site templates: what several pages of one site teach, without any labels.

A template is a bounded sample of *sketches* of pages: fingerprints of their texts, the places where these stand, and
what the scorer thought of them; the texts themselves are not kept. Merging templates is a union of samples, in any
order, so learning can be spread over processes and machines.

- ``site``: what is remembered of a site, the file and the store in which it is kept, and a person's rules.
- ``evidence``: what that says of the blocks of a page that is being cleaned.
- ``template.py``: :class:`~cleaner.templates.template.SiteTemplate`, the face of both. ``learn.py`` makes sketches of
  pages, ``collect.py`` does so for pages of many sites.
"""
