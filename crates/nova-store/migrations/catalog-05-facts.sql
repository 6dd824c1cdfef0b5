-- Why something was left out as a fact, in JSON, beside the sentence; null for what an older version left out.
ALTER TABLE quarantine ADD COLUMN fact TEXT;
