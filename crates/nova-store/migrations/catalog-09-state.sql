-- `meta` may hold a name for what the catalogue is now, under `state`. Whatever changes its products, pictures or embeddings takes the
-- name away, so that what was made of them and kept elsewhere under that name is not believed any more.
CREATE TRIGGER product_added AFTER INSERT ON product BEGIN DELETE FROM meta WHERE key = 'state'; END;
CREATE TRIGGER product_changed AFTER UPDATE ON product BEGIN DELETE FROM meta WHERE key = 'state'; END;
CREATE TRIGGER product_removed AFTER DELETE ON product BEGIN DELETE FROM meta WHERE key = 'state'; END;
CREATE TRIGGER view_added AFTER INSERT ON view BEGIN DELETE FROM meta WHERE key = 'state'; END;
CREATE TRIGGER view_changed AFTER UPDATE ON view BEGIN DELETE FROM meta WHERE key = 'state'; END;
CREATE TRIGGER view_removed AFTER DELETE ON view BEGIN DELETE FROM meta WHERE key = 'state'; END;
CREATE TRIGGER embedding_added AFTER INSERT ON embedding BEGIN DELETE FROM meta WHERE key = 'state'; END;
CREATE TRIGGER embedding_changed AFTER UPDATE ON embedding BEGIN DELETE FROM meta WHERE key = 'state'; END;
CREATE TRIGGER embedding_removed AFTER DELETE ON embedding BEGIN DELETE FROM meta WHERE key = 'state'; END;
