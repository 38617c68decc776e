"""FastAPI: POST a page to /clean. The handler runs in a thread, of which cleaner takes any number at once."""

from fastapi import Body, FastAPI, HTTPException

import cleaner

app, tool = FastAPI(), cleaner.Cleaner(max_bytes=5_000_000)
STATUS = {"too large": 413, "not text": 415}


@app.post("/clean")
def clean(page: bytes = Body(media_type="text/html"), url: str | None = None):
    result = tool.result((page, url), view="markdown")
    if result.record is None:
        raise HTTPException(STATUS.get(result.reason, 422), result.error)
    return result.record
