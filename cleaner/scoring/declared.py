"""What a page's head declares it to be."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from cleaner.scoring.measures import Floats, Measures

TYPES = {
    "og:article": {"og:article"},
    "og:website": {"og:website"},
    "og:product": {"og:product", "og:og:product", "og:product.item"},
    "article": {"Article", "Report", "ScholarlyArticle", "MedicalWebPage"},
    "news": {"NewsArticle", "ReportageNewsArticle", "AnalysisNewsArticle", "OpinionNewsArticle", "LiveBlogPosting"},
    "blog": {"BlogPosting", "Blog", "SocialMediaPosting"},
    "forum": {"DiscussionForumPosting", "QAPage", "Question", "Answer", "Comment"},
    "product": {"Product", "ProductGroup", "Offer", "AggregateOffer"},
    "list": {"ItemList", "CollectionPage", "SearchResultsPage", "OfferCatalog"},
    "faq": {"FAQPage"},
    "recipe": {"Recipe", "HowTo"},
    "business": {"LocalBusiness", "Service", "ProfessionalService", "Corporation", "SoftwareApplication"},
    "documentation": {"TechArticle", "APIReference", "SoftwareSourceCode"},
    "event": {"Event", "JobPosting", "Course"},
    "web page": {"WebPage"},
    "video": {"VideoObject", "og:video", "og:video.other"},
    "anything": {"WebSite", "Organization", "WebPage", "BreadcrumbList", "Person"},
}
"""Schema.org and OpenGraph types that tell kinds of pages apart."""
DECLARED = tuple(f"declared {name}" for name in TYPES)


def declared(m: Measures, out: Floats) -> None:
    """Fill (len(DECLARED), n) flags, the same for all blocks of a page."""
    if m.page.hints.types:
        disjoint = m.page.hints.types.isdisjoint
        out[:] = np.array([not disjoint(group) for group in TYPES.values()])[:, None]
