"""Whether anything that was kept has been lost or damaged: `scrapy verify`.

Every check only reads. `reasons` says what can be wrong and what to do, `findings` collects it, `inspection` calls the
checks one after another, and `repair` mends what can be made again from what is whole.
"""
