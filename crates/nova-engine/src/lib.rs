//! nova-engine
