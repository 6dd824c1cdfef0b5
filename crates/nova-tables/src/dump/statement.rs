//! Statements of a dump, one after the other, and the values in them.

/// What a dump says, as far as it matters here.
#[derive(Debug, PartialEq)]
pub(super) enum Statement {
    Create {
        name: String,
        columns: Vec<String>,
    },
    Insert {
        name: String,
        columns: Vec<String>,
        rows: Vec<Vec<String>>,
    },
    /// Its rows follow, a line each.
    Copy {
        name: String,
        columns: Vec<String>,
    },
    Other,
}

/// A piece of a statement.
#[derive(Debug, Clone, PartialEq)]
enum Token<'a> {
    /// A word, a number or a name without quotes.
    Word(&'a str),
    /// A name in its quotes.
    Name(String),
    Text(String),
    Sign(char),
}

/// Pieces of a text, one after the other.
struct Tokens<'a> {
    text: &'a str,
    at: usize,
    /// Where the last piece begins.
    begin: usize,
    escapes: bool,
}

impl<'a> Tokens<'a> {
    /// The next piece; an error where a quotation mark that opens there is never closed.
    fn next(&mut self) -> Result<Option<Token<'a>>, usize> {
        loop {
            let rest = &self.text[self.at..];
            let Some(c) = rest.chars().next() else {
                return Ok(None);
            };
            let comment = if rest.starts_with("--") || c == '#' {
                Some(rest.find('\n').map_or(rest.len(), |end| end + 1))
            } else if rest.starts_with("/*") {
                Some(rest.find("*/").map_or(rest.len(), |end| end + 2))
            } else {
                c.is_whitespace().then(|| c.len_utf8())
            };
            let Some(length) = comment else {
                break;
            };
            self.at += length;
        }
        self.begin = self.at;
        let rest = &self.text[self.at..];
        let Some(c) = rest.chars().next() else {
            return Ok(None);
        };
        let token = match c {
            '\'' => Token::Text(self.quoted('\'', self.escapes)?),
            '"' => Token::Name(self.quoted('"', false)?),
            '`' => Token::Name(self.quoted('`', false)?),
            '[' => Token::Name(self.quoted(']', false)?),
            c if c.is_alphanumeric() || matches!(c, '_' | '-' | '+' | '.') => {
                let end = rest
                    .char_indices()
                    .skip(1)
                    .find(|(_, c)| !(c.is_alphanumeric() || matches!(c, '_' | '.' | '$' | '-' | '+')))
                    .map_or(rest.len(), |(end, _)| end);
                self.at += end;
                // N'text' and E'text' are texts.
                let marked = matches!(
                    &rest[..end],
                    "N" | "E" | "n" | "e" | "U" | "_utf8mb4" | "_utf8" | "_binary"
                );
                if marked && self.text[self.at..].starts_with('\'') {
                    let escapes = self.escapes || rest.starts_with(['E', 'e']);
                    Token::Text(self.quoted('\'', escapes)?)
                } else {
                    Token::Word(&rest[..end])
                }
            }
            sign => {
                self.at += sign.len_utf8();
                Token::Sign(sign)
            }
        };
        Ok(Some(token))
    }

    /// What stands in quotes, of which the first is here; two of them at once are one of the text.
    fn quoted(&mut self, close: char, escapes: bool) -> Result<String, usize> {
        let begin = self.at;
        let body = &self.text[begin + 1..];
        let mut text = String::new();
        let mut chars = body.char_indices().peekable();
        while let Some((at, c)) = chars.next() {
            match c {
                '\\' if escapes => match chars.next() {
                    Some((_, 'n')) => text.push('\n'),
                    Some((_, 'r')) => text.push('\r'),
                    Some((_, 't')) => text.push('\t'),
                    Some((_, '0')) => {}
                    Some((_, other)) => text.push(other),
                    None => break,
                },
                c if c == close => {
                    if chars.peek().is_some_and(|(_, next)| *next == close) {
                        chars.next();
                        text.push(close);
                    } else {
                        self.at = begin + 1 + at + close.len_utf8();
                        return Ok(text);
                    }
                }
                c => text.push(c),
            }
        }
        Err(begin)
    }

    /// Goes on to the end of the statement: a semicolon, or a line that begins the next one where none ends with such.
    fn finish(&mut self) -> Result<(), usize> {
        while let Some(token) = self.next()? {
            if token == Token::Sign(';') {
                break;
            }
            let begins = ["GO", "INSERT", "CREATE", "COPY"]
                .iter()
                .any(|word| is_word(&token, word));
            let before = self.text[..self.begin].trim_end_matches([' ', '\t', '\r']);
            if begins && (before.is_empty() || before.ends_with('\n')) {
                self.at = self.begin;
                break;
            }
        }
        Ok(())
    }
}

fn is_word(token: &Token<'_>, wanted: &str) -> bool {
    matches!(token, Token::Word(word) if word.eq_ignore_ascii_case(wanted))
}

/// The next statement and what follows it; nothing at the end. The error says where a quotation mark opens that nothing closes.
pub(super) fn statement(text: &str, escapes: bool) -> Result<Option<(Statement, &str)>, usize> {
    let mut tokens = Tokens {
        text,
        at: 0,
        begin: 0,
        escapes,
    };
    let Some(first) = tokens.next()? else {
        return Ok(None);
    };
    let found = match &first {
        Token::Word(word) => match word.to_ascii_uppercase().as_str() {
            "CREATE" => create(&mut tokens)?,
            "INSERT" | "REPLACE" => insert(&mut tokens)?,
            "COPY" => copy(&mut tokens)?,
            // Scripts of SQL Server end their statements with such a line, and with no semicolon.
            "GO" => Statement::Other,
            "SET" => {
                let line = tokens.text[tokens.at..].find('\n').map(|end| tokens.at + end);
                let end = tokens.text[tokens.at..].find(';').map(|end| tokens.at + end + 1);
                tokens.at = match (line, end) {
                    (Some(line), Some(end)) => line.min(end),
                    (line, end) => line.or(end).unwrap_or(text.len()),
                };
                Statement::Other
            }
            _ => {
                tokens.finish()?;
                Statement::Other
            }
        },
        Token::Sign(';') => Statement::Other,
        _ => {
            tokens.finish()?;
            Statement::Other
        }
    };
    Ok(Some((found, &text[tokens.at..])))
}

/// A table's name without the schema that it is in, and the piece after it.
fn name<'a>(tokens: &mut Tokens<'a>, first: Option<Token<'a>>) -> Result<(String, Option<Token<'a>>), usize> {
    let (mut name, mut token) = (String::new(), first);
    loop {
        match token {
            // `public.products` is one word; `"public"."products"` are three.
            Some(Token::Word(word)) if name.is_empty() || word.starts_with('.') => {
                name = word.rsplit('.').next().unwrap_or(word).to_owned();
            }
            Some(Token::Name(part)) => name = part,
            Some(Token::Sign('.')) => {}
            other => return Ok((name, other)),
        }
        token = tokens.next()?;
    }
}

fn create(tokens: &mut Tokens<'_>) -> Result<Statement, usize> {
    let mut token = tokens.next()?;
    while token.as_ref().is_some_and(|token| {
        ["TEMPORARY", "UNLOGGED", "GLOBAL", "LOCAL"]
            .iter()
            .any(|word| is_word(token, word))
    }) {
        token = tokens.next()?;
    }
    if !token.as_ref().is_some_and(|token| is_word(token, "TABLE")) {
        if token != Some(Token::Sign(';')) {
            tokens.finish()?;
        }
        return Ok(Statement::Other);
    }
    token = tokens.next()?;
    while token
        .as_ref()
        .is_some_and(|token| ["IF", "NOT", "EXISTS"].iter().any(|word| is_word(token, word)))
    {
        token = tokens.next()?;
    }
    let (name, mut token) = name(tokens, token)?;
    let (mut columns, mut depth, mut begins) = (Vec::new(), 0_usize, false);
    while let Some(have) = token {
        match have {
            Token::Sign(';') => break,
            Token::Sign('(') => {
                depth += 1;
                begins = depth == 1 && columns.is_empty();
            }
            Token::Sign(')') => {
                depth = depth.saturating_sub(1);
                begins = false;
                if depth == 0 {
                    // What follows is about the table; scripts without semicolons go on with the next statement.
                    break;
                }
            }
            Token::Sign(',') => begins = depth == 1,
            Token::Name(column) if begins => {
                columns.push(column);
                begins = false;
            }
            Token::Word(column) if begins => {
                let rule = [
                    "PRIMARY",
                    "KEY",
                    "UNIQUE",
                    "CONSTRAINT",
                    "INDEX",
                    "FOREIGN",
                    "FULLTEXT",
                    "CHECK",
                    "SPATIAL",
                    "EXCLUDE",
                ];
                if !rule.iter().any(|word| column.eq_ignore_ascii_case(word)) {
                    columns.push(column.to_owned());
                }
                begins = false;
            }
            _ => {}
        }
        token = tokens.next()?;
    }
    Ok(Statement::Create { name, columns })
}

/// Names in parentheses, of which the first was read.
fn names(tokens: &mut Tokens<'_>) -> Result<Vec<String>, usize> {
    let mut names = Vec::new();
    while let Some(token) = tokens.next()? {
        match token {
            Token::Sign(')') => break,
            Token::Word(name) => names.push(name.to_owned()),
            Token::Name(name) | Token::Text(name) => names.push(name),
            Token::Sign(_) => {}
        }
    }
    Ok(names)
}

fn insert(tokens: &mut Tokens<'_>) -> Result<Statement, usize> {
    let mut token = tokens.next()?;
    while token.as_ref().is_some_and(|token| {
        ["INTO", "IGNORE", "OR", "REPLACE", "LOW_PRIORITY", "DELAYED"]
            .iter()
            .any(|word| is_word(token, word))
    }) {
        token = tokens.next()?;
    }
    let (name, mut token) = name(tokens, token)?;
    let mut columns = Vec::new();
    if token == Some(Token::Sign('(')) {
        columns = names(tokens)?;
        token = tokens.next()?;
    }
    let values = token
        .as_ref()
        .is_some_and(|token| is_word(token, "VALUES") || is_word(token, "VALUE"));
    if !values {
        if token != Some(Token::Sign(';')) {
            tokens.finish()?;
        }
        return Ok(Statement::Other);
    }
    let mut rows = Vec::new();
    loop {
        let before = tokens.at;
        match tokens.next()? {
            Some(Token::Sign('(')) => match row(tokens)? {
                Some(row) => rows.push(row),
                None => break,
            },
            Some(Token::Sign(',')) => {}
            Some(Token::Sign(';')) | None => break,
            // "ON DUPLICATE KEY UPDATE", or the next statement where none ends with a semicolon.
            Some(token) => {
                if is_word(&token, "ON") || is_word(&token, "AS") || is_word(&token, "RETURNING") {
                    tokens.finish()?;
                } else {
                    tokens.at = before;
                }
                break;
            }
        }
    }
    Ok(Statement::Insert { name, columns, rows })
}

/// The values of a row up to its closing parenthesis; nothing where the text ends before.
fn row(tokens: &mut Tokens<'_>) -> Result<Option<Vec<String>>, usize> {
    let (mut cells, mut cell, mut depth) = (Vec::new(), None::<String>, 0_usize);
    while let Some(token) = tokens.next()? {
        match token {
            Token::Sign('(') => depth += 1,
            Token::Sign(')') if depth == 0 => {
                cells.push(cell.unwrap_or_default());
                return Ok(Some(cells));
            }
            Token::Sign(')') => depth -= 1,
            Token::Sign(',') if depth == 0 => cells.push(cell.take().unwrap_or_default()),
            // Of `CAST(5 AS decimal(9, 2))` and `5::numeric` the first value counts.
            _ if cell.is_some() => {}
            Token::Text(text) | Token::Name(text) => cell = Some(text),
            Token::Word(word) => {
                let function = tokens.text[tokens.at..].starts_with('(');
                cell = match word.to_ascii_uppercase().as_str() {
                    "NULL" | "DEFAULT" => Some(String::new()),
                    _ if function => None,
                    _ => Some(word.to_owned()),
                };
            }
            Token::Sign(_) => {}
        }
    }
    Ok(None)
}

fn copy(tokens: &mut Tokens<'_>) -> Result<Statement, usize> {
    let token = tokens.next()?;
    let (name, mut token) = name(tokens, token)?;
    let mut columns = Vec::new();
    if token == Some(Token::Sign('(')) {
        columns = names(tokens)?;
        token = tokens.next()?;
    }
    let mut read = false;
    while let Some(have) = token {
        read |= is_word(&have, "STDIN");
        if have == Token::Sign(';') {
            break;
        }
        token = tokens.next()?;
    }
    if !read {
        return Ok(Statement::Other);
    }
    Ok(Statement::Copy { name, columns })
}

/// The rows that follow, up to a line `\.`, and what follows them.
pub(super) fn copied(text: &str) -> (Vec<Vec<String>>, &str) {
    let mut rest = text
        .strip_prefix("\r\n")
        .or_else(|| text.strip_prefix('\n'))
        .unwrap_or(text);
    let mut rows = Vec::new();
    while !rest.is_empty() {
        let (line, after) = rest.split_once('\n').unwrap_or((rest, ""));
        rest = after;
        let line = line.trim_end_matches('\r');
        if line == "\\." {
            break;
        }
        rows.push(line.split('\t').map(unescaped).collect());
    }
    (rows, rest)
}

/// A value of such a row as it was.
fn unescaped(cell: &str) -> String {
    if cell == "\\N" {
        return String::new();
    }
    if !cell.contains('\\') {
        return cell.to_owned();
    }
    let mut text = String::with_capacity(cell.len());
    let mut chars = cell.chars();
    while let Some(c) = chars.next() {
        match c {
            '\\' => match chars.next() {
                Some('n') => text.push('\n'),
                Some('t') => text.push('\t'),
                Some('r') => text.push('\r'),
                Some(other) => text.push(other),
                None => {}
            },
            c => text.push(c),
        }
    }
    text
}
