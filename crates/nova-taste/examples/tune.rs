#![allow(missing_docs, clippy::unwrap_used, clippy::print_stdout)]
use nova_domain::Product;
use nova_taste::evaluation::{Setting, Stage, compare, row};
use nova_taste::features::FeatureTable;
use nova_taste::nova::Tuning;
use nova_taste::seed::Terms;
use nova_taste::simulate::{Variant, groups};
use nova_taste::strategy::Pictures;
use std::time::Instant;
fn main() {
    let folder = "/work/scratch/taste/val";
    let products: Vec<Product> = std::fs::read_to_string(format!("{folder}/products.jsonl")).unwrap().lines().map(|l| serde_json::from_str(l).unwrap()).collect();
    let bytes = std::fs::read(format!("{folder}/emb.f32")).unwrap();
    let values: Vec<f32> = bytes.chunks_exact(4).map(|b| f32::from_le_bytes(b.try_into().unwrap())).collect();
    let dim = values.len() / products.len();
    let rows: Vec<(&Product, Option<&[f32]>)> = products.iter().enumerate().map(|(i, p)| { let r = &values[i*dim..(i+1)*dim]; (p, r[0].is_finite().then_some(r)) }).collect();
    let row_of: Vec<Option<usize>> = rows.iter().enumerate().map(|(i, r)| r.1.map(|_| i)).collect();
    let start = Instant::now();
    let table = FeatureTable::new(&rows);
    eprintln!("table {:?} weights {}", start.elapsed(), table.weights());
    let terms = Terms::new(&table);
    let looks = match std::fs::read(format!("{folder}/looks.f32")) { Ok(b) => {
        let v: Vec<f32> = b.chunks_exact(4).map(|b| f32::from_le_bytes(b.try_into().unwrap())).collect();
        let d = v.len()/products.len(); groups(&v.chunks(d).map(|c| c.to_vec()).collect::<Vec<_>>(), 30) }, Err(_) => vec![0; products.len()] };
    let stage = Stage::new(&table, &terms, Pictures { dim, values: &values, row_of_item: &row_of }, looks);
    let args: Vec<String> = std::env::args().collect();
    let names: Vec<&str> = args[1].split(',').collect();
    let seeds: u64 = args[2].parse().unwrap();
    let clients: usize = args[3].parse().unwrap();
    let swipes: usize = args[4].parse().unwrap();
    let variant = match args[5].as_str() { "drift" => Variant::Drift, "looks" => Variant::Looks, _ => Variant::Facts };
    let setting = Setting { clients, swipes, ..Setting::default() };
    let mut tuning = Tuning::default();
    for pair in &args[6..] { let (k, v) = pair.split_once('=').unwrap(); let v: f64 = v.parse().unwrap();
        match k { "slips" => tuning.slips = v, "pass" => tuning.pass = v, "memory" => tuning.memory = v, "pool" => tuning.pool = v as usize, "optimism" => tuning.optimism = v, "temperature" => tuning.temperature = v, "unseen" => tuning.unseen = v, "explore" => tuning.explore = v, "variety" => tuning.variety = v, "list" => tuning.list_variety = v, "crowd" => tuning.crowd = v, _ => panic!("{k}") } }
    let crowds: Vec<_> = (0..seeds).map(|s| stage.clients(variant, s, &setting)).collect();
    let mut random = None; let mut base = None; let mut all = Vec::new();
    println!("{:<15} {:>5} {:>5} {:>5} {:>5} {:>5} {:>5} {:>5} {:>6} {:>6} {:>6} {:>6}  s", "", "P@10","±","NDCG","ILD","cov","nov","Plast","r10","r20","r50","r100");
    for name in names {
        let start = Instant::now();
        let shops: Vec<_> = std::thread::scope(|scope| {
            let handles: Vec<_> = crowds.iter().enumerate().map(|(s, c)| { let (stage, setting, tuning) = (&stage, &setting, tuning); scope.spawn(move || stage.run(name, c, s as u64, setting, tuning).unwrap()) }).collect();
            handles.into_iter().map(|h| h.join().unwrap()).collect() });
        let r = row(name, variant, &shops, random.as_deref());
        print!("{:<15} {:.3} {:.3} {:.3} {:.3} {:.3} {:.2} {:.3} ", name, r.precision.mean, r.precision.high - r.precision.mean, r.ndcg.mean, r.diversity.mean, r.coverage.mean, r.novelty.mean, r.last_precision.mean);
        for g in &r.regret { print!(" {:6.2}", g.regret.mean); }
        println!("  {:.1}", start.elapsed().as_secs_f64());
        if name == "random" { random = Some(shops); } else if name == "seed" { base = Some(shops); } else { all.push((name, shops)); }
    }
    if let Some(base) = &base { for (name, shops) in &all { if *name == "nova" { println!("{:?}", compare(variant, (name, shops), ("seed", base))); } } }
}
