"""Made-up batches and documents: for ``archivist demo``, the bench and the tests.

Every person, body, number and seal here is invented. Identity numbers carry a right check digit
but an area code (990000) that was never issued.
"""
