"""The neural tagger: reads off the encoder which words belong to a place, a person or an organisation.

`decoding` turns scores into spans, `span_extraction` cuts them as gold standards do, `postprocessing` looks at them
again with the gazetteer, the report's people and the rest of the report.
"""
