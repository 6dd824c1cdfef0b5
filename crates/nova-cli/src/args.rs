//! The command line.

use crate::client::ClientCommand;
use crate::recommend::RecommendArgs;
use crate::serve::ServeArgs;
use clap::{Args as ClapArgs, Parser, Subcommand, ValueEnum};
use nova_api::WireError;
use nova_engine::{Region, SearchRequest, SharedDatabase, Sort};
use std::path::PathBuf;

/// Offline fashion search: a catalogue goes in, a sentence or a photo finds the right garments.
#[derive(Debug, Parser)]
#[command(name = "stylenova", version, max_term_width = 100)]
pub struct Args {
    /// The library's folder; the platform's data folder when left out.
    #[arg(long, global = true, env = "STYLENOVA_LIBRARY", value_name = "DIR")]
    pub library: Option<PathBuf>,
    /// A PostgreSQL database that has the library's rows, so that several servers share them.
    #[arg(
        long,
        global = true,
        env = "STYLENOVA_DATABASE",
        hide_env_values = true,
        value_name = "URL"
    )]
    pub database: Option<String>,
    /// The shop within that database, which has a schema of its own.
    #[arg(
        long,
        global = true,
        env = "STYLENOVA_SHOP",
        default_value = "shop",
        value_name = "NAME"
    )]
    pub shop: String,
    /// A replica of that database, to read from.
    #[arg(
        long,
        global = true,
        env = "STYLENOVA_REPLICA",
        hide_env_values = true,
        value_name = "URL"
    )]
    pub replica: Option<String>,
    /// Print exactly one JSON value on stdout.
    #[arg(long, global = true)]
    pub json: bool,
    #[command(subcommand)]
    pub command: Command,
}

impl Args {
    /// The database that several servers share, where one is named.
    pub fn database(&self) -> Option<SharedDatabase> {
        self.database.clone().map(|url| SharedDatabase {
            url,
            replica: self.replica.clone(),
            shop: self.shop.clone(),
        })
    }

    /// The shop at a database that a library is moved to or from.
    pub fn shop_at(&self, url: &str) -> SharedDatabase {
        SharedDatabase {
            url: url.to_owned(),
            replica: None,
            shop: self.shop.clone(),
        }
    }
}

#[derive(Debug, Subcommand)]
pub enum Command {
    /// Import a table (.csv, .tsv, .json, .jsonl, .xlsx …) or a folder of pictures as the library's catalogue.
    Import(ImportArgs),
    /// Search by words, by a photo, or by both.
    Search(SearchArgs),
    /// What looks like a product of the catalogue.
    Similar {
        /// The product's id.
        id: String,
        /// Most hits.
        #[arg(long, default_value_t = 10)]
        limit: usize,
        /// Hits to pass over.
        #[arg(long)]
        offset: Option<usize>,
        /// A filter, for instance colour=red,blue; all of them must hold.
        #[arg(long = "filter", value_name = "EXPR")]
        filters: Vec<String>,
    },
    /// A product with all its fields.
    Show {
        /// The product's id.
        id: String,
    },
    /// The embedding of a text or a photo, or of a list of them.
    Embed(EmbedArgs),
    /// The models: list, add, use, verify, remove.
    #[command(subcommand)]
    Model(ModelCommand),
    #[command(flatten)]
    Client(ClientCommand),
    /// The pictures that the catalogue names by an address.
    #[command(subcommand)]
    Pictures(PicturesCommand),
    /// Learn the catalogue's own words on top of the model, and adopt that where it finds unseen pieces better.
    Learn(LearnArgs),
    /// The shop's orders.
    #[command(subcommand)]
    Orders(OrdersCommand),
    /// The shop's own looks.
    #[command(subcommand)]
    Looks(LooksCommand),
    /// Make the embeddings and the index that are missing.
    Reindex,
    /// Write the library into one file.
    Backup {
        /// The file, for instance shop.zip; one that is there is replaced.
        file: PathBuf,
    },
    /// Put a backup in the place of the library; what was there is kept beside it.
    Restore {
        /// The file that `stylenova backup` wrote.
        file: PathBuf,
    },
    /// Move the library up to a shop's database, which several servers share; the shop is named by --shop.
    Push {
        /// The PostgreSQL database.
        #[arg(long, value_name = "URL")]
        to: String,
        /// Where the shop is not empty: bring what clients have here and not there, and leave the rest as it is there.
        #[arg(long)]
        merge: bool,
    },
    /// Bring a shop from its database into the library, which is empty; the shop is named by --shop.
    Pull {
        /// The PostgreSQL database.
        #[arg(long, value_name = "URL")]
        from: String,
    },
    /// Look at everything that search stands on.
    Doctor,
    /// Measure how good the answers are.
    #[command(subcommand)]
    Eval(EvalCommand),
    /// Measure how fast the answers are.
    #[command(subcommand)]
    Bench(BenchCommand),
    /// Serve one JSON object a line on stdin and stdout.
    Rpc,
    /// Serve tablets and telephones: the window's page and the same commands over HTTP.
    Serve(ServeArgs),
    /// Embed the pictures that wait in a shop's database while its servers import; the shop is named by --shop.
    Worker {
        /// End when nothing waits.
        #[arg(long)]
        once: bool,
    },
}

#[derive(Debug, ClapArgs)]
pub struct ImportArgs {
    /// A .csv, .tsv, .json, .jsonl, .xml, .xlsx, .xls or .ods file as a shop system exports it, or a folder of pictures.
    #[arg(
        required_unless_present = "undo",
        default_value = "",
        hide_default_value = true
    )]
    pub source: PathBuf,
    /// Take the last import back: the catalogue is as it was before.
    #[arg(long, exclusive = true)]
    pub undo: bool,
    /// Folder of the pictures that a table names.
    #[arg(long, value_name = "DIR")]
    pub images: Option<PathBuf>,
    /// A column by its name, where it would not be recognised; the field "unused" where it is to fill nothing.
    #[arg(long, value_name = "FIELD=COLUMN")]
    pub map: Vec<String>,
    /// Forget which columns were named for tables with the same headings before.
    #[arg(long, conflicts_with = "dry_run")]
    pub forget: bool,
    /// Copy the pictures into the library.
    #[arg(long)]
    pub copy_images: bool,
    /// Change what the source names and remove nothing: for a stock list, a price list, or new arrivals.
    #[arg(long)]
    pub update: bool,
    /// Show how the source is understood and what would change, and change nothing.
    #[arg(long)]
    pub dry_run: bool,
}

#[derive(Debug, Subcommand)]
pub enum PicturesCommand {
    /// Download those that are not here yet; with another run those that failed or are new.
    Fetch {
        /// Say how many there are and from where, and open no connection.
        #[arg(long)]
        dry_run: bool,
    },
}

#[derive(Debug, ClapArgs)]
pub struct SearchArgs {
    /// Words; without words and photo the catalogue itself is listed.
    pub text: Option<String>,
    /// A photo; given more than once, what all of them have in common.
    #[arg(long = "image", value_name = "FILE")]
    pub images: Vec<PathBuf>,
    /// The part of the first photo that counts, as shares of its sides: left, top, width, height.
    #[arg(long, value_name = "X,Y,W,H", value_delimiter = ',', requires = "images")]
    pub crop: Vec<f32>,
    /// More like this product of the catalogue, with or without words beside it.
    #[arg(long, value_name = "ID")]
    pub like: Option<String>,
    /// The photo's share where both are given: 0 is the words alone, 1 the photo alone.
    #[arg(long, value_name = "0..1")]
    pub mix: Option<f32>,
    /// What must not be found.
    #[arg(long, value_name = "TEXT")]
    pub not: Vec<String>,
    /// What it is for: work, party, beach, winter … or a word of the shop's own.
    #[arg(long)]
    pub context: Option<String>,
    /// A filter, for instance colour=red,blue or price<=80; all of them must hold.
    #[arg(long = "filter", value_name = "EXPR")]
    pub filters: Vec<String>,
    /// Order of the hits.
    #[arg(long, value_enum, default_value_t = SortArg::Relevance)]
    pub sort: SortArg,
    /// Most hits.
    #[arg(long, default_value_t = 10)]
    pub limit: usize,
    /// Hits to pass over.
    #[arg(long)]
    pub offset: Option<usize>,
    /// Never use the approximate index.
    #[arg(long)]
    pub exact: bool,
    /// Show one hit for all colours of a design.
    #[arg(long)]
    pub fold: bool,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
pub enum SortArg {
    Relevance,
    PriceAsc,
    PriceDesc,
    Newest,
    Title,
}

#[derive(Debug, ClapArgs)]
pub struct EmbedArgs {
    /// A text.
    #[arg(long, required_unless_present_any = ["image", "batch"], conflicts_with_all = ["image", "batch"])]
    pub text: Option<String>,
    /// A photo.
    #[arg(long, value_name = "FILE", conflicts_with = "batch")]
    pub image: Option<PathBuf>,
    /// A file of lines {"text": …} or {"image": …}.
    #[arg(long, value_name = "IN.jsonl", requires = "out")]
    pub batch: Option<PathBuf>,
    /// Where a batch's vectors go: float32 of shape (lines, dim).
    #[arg(long, value_name = "OUT.npy", requires = "batch")]
    pub out: Option<PathBuf>,
    /// A model's name or folder.
    #[arg(long, value_name = "NAME")]
    pub model: Option<String>,
    /// By the model alone, without what was learnt of the catalogue.
    #[arg(long)]
    pub base: bool,
}

#[derive(Debug, clap::Args)]
pub struct LearnArgs {
    /// Measure, and adopt nothing.
    #[arg(long, conflicts_with = "off")]
    pub dry_run: bool,
    /// Go back to the model as it came.
    #[arg(long)]
    pub off: bool,
}

#[derive(Debug, Subcommand)]
pub enum ModelCommand {
    /// All models, and those that are known to work.
    List,
    /// Add a model: a folder, or owner/name to download it from the Hugging Face hub (or HF_ENDPOINT).
    Add {
        /// A folder, or owner/name.
        source: String,
        /// Name to use it under.
        #[arg(long)]
        name: Option<String>,
        /// Use the folder where it is and copy nothing.
        #[arg(long)]
        link: bool,
    },
    /// Change over to a model, after embedding the catalogue with it.
    Use {
        /// The model's name.
        name: String,
    },
    /// Check the files of one model, or of all, and try them out.
    Verify {
        /// The model's name.
        name: Option<String>,
    },
    /// Remove a model that was added.
    Remove {
        /// The model's name.
        name: String,
    },
}

#[derive(Debug, Subcommand)]
pub enum EvalCommand {
    /// Whether pictures are found by titles, by colour and type, and by pictures, on the library as it is.
    Retrieval {
        /// A table of queries: a column query, and a column id or filter that says what answers each.
        #[arg(long, value_name = "FILE.csv")]
        queries: Option<PathBuf>,
        /// Depths of the ranking.
        #[arg(long, value_delimiter = ',', default_value = "1,5,10")]
        k: Vec<usize>,
    },
    /// Whether searches mean what they say: colours, brands, six languages, what is not wanted, free language, whether reasons
    /// are true, and the middle of the slider.
    Search {
        /// A table of queries of your own: query|rule, for instance blue shirt|type=Shirts; colour=Blue. They alone are asked.
        /// A third cell is a rule of what must not be found, or - where the query says no and refuses nothing.
        #[arg(long, value_name = "FILE")]
        queries: Option<PathBuf>,
        /// List what was missed.
        #[arg(long)]
        missed: bool,
    },
    /// Whether what pictures show is what the shop says: colour, type, subcategory and category.
    Infer,
    /// Recommenders against simulated clients, on the library's catalogue.
    Recommend(RecommendArgs),
    /// What the shop's own buyers bought next, and how much of it each strategy finds.
    Buyers {
        /// Strategies; all of them when left out.
        #[arg(long, value_delimiter = ',')]
        strategies: Vec<String>,
    },
}

#[derive(Debug, Subcommand)]
pub enum OrdersCommand {
    /// Take in a table of orders; what is known already counts once.
    Import {
        /// A table with a product, and a date, client, quantity, price and the like where it has them.
        file: PathBuf,
        /// A column by its name, where it would not be recognised.
        #[arg(long, value_name = "FIELD=COLUMN")]
        map: Vec<String>,
        /// What comes first in dates such as 03/04/2025, where the file does not tell.
        #[arg(long, value_name = "day|month", value_parser = ["day", "month"])]
        dates: Option<String>,
        /// Who of those who ordered is which client, where several have the client's name; an empty name is nobody.
        #[arg(long, value_name = "PERSON=NAME")]
        client: Vec<String>,
        /// Count only, and change nothing.
        #[arg(long)]
        dry_run: bool,
    },
}

#[derive(Debug, Subcommand)]
pub enum LooksCommand {
    /// Take in a table of looks, and learn from all that there are what goes with what.
    Import {
        /// A table with the columns look and id, or with a product and those that the shop shows beside it.
        file: PathBuf,
    },
}

#[derive(Debug, Subcommand)]
pub enum BenchCommand {
    /// Milliseconds of text, photo and hybrid searches, with filters and without, on the library as it is.
    Search {
        /// A photo to search with; the catalogue's own pictures when left out.
        #[arg(long, value_name = "FILE")]
        image: Option<PathBuf>,
        /// How often each is measured.
        #[arg(long, default_value_t = 50)]
        repeat: usize,
    },
    /// Pictures a second of a whole import, from files to a searchable library, into a library that goes away again.
    Import {
        /// A table or a folder of pictures; the demo catalogue when left out.
        source: Option<PathBuf>,
        /// Folder of the pictures that a table names.
        #[arg(long, value_name = "DIR")]
        images: Option<PathBuf>,
    },
    /// What the index with filters finds of what a look at every row finds, on the library as it is.
    Recall {
        /// How many queries, of words and of pictures each.
        #[arg(long, default_value_t = 100)]
        queries: usize,
    },
    /// Milliseconds and memory of what grows with the catalogue: opening it, first looks, swipes, on the library as it is.
    Catalogue {
        /// How often each is measured after the first time.
        #[arg(long, default_value_t = 20)]
        repeat: usize,
    },
    /// Milliseconds from the start of the window to its first paint and its first pictures, on the demo catalogue.
    Start {
        /// The window's program; the one beside this program when left out.
        #[arg(long, value_name = "FILE")]
        window: Option<PathBuf>,
        /// How many starts.
        #[arg(long, default_value_t = 5)]
        repeat: usize,
    },
    /// Pictures a second and milliseconds a text, by the model alone.
    Embed {
        /// A model's name or folder.
        #[arg(long, value_name = "NAME")]
        model: Option<String>,
        /// Pictures in the longest run.
        #[arg(long, default_value_t = 256)]
        pictures: usize,
    },
}

impl BenchCommand {
    pub fn model(&self) -> Option<&String> {
        match self {
            BenchCommand::Search { .. }
            | BenchCommand::Import { .. }
            | BenchCommand::Recall { .. }
            | BenchCommand::Catalogue { .. }
            | BenchCommand::Start { .. } => None,
            BenchCommand::Embed { model, .. } => model.as_ref(),
        }
    }
}

impl SearchArgs {
    /// The search as the engine understands it.
    pub fn request(&self) -> Result<SearchRequest, WireError> {
        let crop = match self.crop.as_slice() {
            [] => None,
            &[x, y, width, height] => Some(Region { x, y, width, height }),
            other => {
                return Err(WireError::invalid(
                    format!("--crop takes four numbers, and {} were given", other.len()),
                    "Write it as --crop LEFT,TOP,WIDTH,HEIGHT, each from 0 to 1.",
                ));
            }
        };
        let mut images = self.images.iter().map(|path| path.to_string_lossy().into_owned());
        Ok(SearchRequest {
            text: self.text.clone(),
            language: None,
            image: images.next(),
            images: images.collect(),
            crop,
            like: self.like.clone(),
            mix: self.mix,
            not: self.not.clone(),
            context: self.context.clone(),
            filters: self.filters.clone(),
            sort: match self.sort {
                SortArg::Relevance => Sort::Relevance,
                SortArg::PriceAsc => Sort::PriceAsc,
                SortArg::PriceDesc => Sort::PriceDesc,
                SortArg::Newest => Sort::Newest,
                SortArg::Title => Sort::Title,
            },
            limit: Some(self.limit),
            offset: self.offset,
            exact: self.exact,
            fold: self.fold,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::CommandFactory;

    #[test]
    fn the_command_line_is_consistent() {
        Args::command().debug_assert();
    }
}
