//! nova-store
