//! `draw-catalog`: writes the demo catalogue and the application icon.
fn main() {
    use rand::SeedableRng;
    use draw_catalog::garments::*;
    let f: [(&str, fn(&mut rand::rngs::StdRng)->draw_catalog::facts::Garment);4] = [("a",shirts::shirt),("b",shirts::blouse),("c",shirts::polo),("d",shirts::tunic)];
    for (n,(_,m)) in f.iter().enumerate() { for i in 0..4u64 {
        let mut rng = rand::rngs::StdRng::seed_from_u64(i);
        let g = m(&mut rng);
        let p = draw_catalog::studio::photograph(&g.drawing.clone().framed(1.45), i as u32);
        p.save(format!("/work/scratch/draw/{:02}.png", n*4+i as usize)).unwrap();
    }}
}
