//! Writes the TypeScript of the command table to the file named by the first argument.

fn main() -> std::io::Result<()> {
    let path = std::env::args()
        .nth(1)
        .unwrap_or_else(|| "ui/src/ipc/generated.ts".to_owned());
    std::fs::write(path, nova_api::typescript())
}
