// Parser: tokens, errors and recovery, lists, whole files. See parser.h and parser_impl.h.
#include "frontend/syntax/parser.h"

#include "frontend/syntax/directives.h"
#include "frontend/syntax/parser_impl.h"

namespace gosub::syntax {

namespace {

// As messages name tokens.
std::string tokenName(Token t) {
  if (t == Token::Comma) return "comma";
  if (t == Token::Semi) return "semicolon or newline";
  return std::string(tokenText(t));
}

}  // namespace

Parser::Parser(const ParseContext& context, SourceFile& source, const ParseOptions& options)
    : arena_(context.arena),
      names_(context.names),
      diags_(context.diags),
      source_(source),
      options_(options),
      scan_(source.text(), this),
      branches_(source, context.diags) {}

// ---- Errors ---------------------------------------------------------------------------------------------------

void Parser::scanError(uint32_t offset, std::string message) {
  // A raw string or comment that the text ends in could go on in further text.
  char first = offset < source_.text().size() ? source_.text()[offset] : 0;
  if (errors_ == 0 && file_ != nullptr && message.ends_with(" not terminated") && (first == '`' || first == '/'))
    file_->incomplete = true;
  errorAt(source_.pos(offset), std::move(message));
}

void Parser::errorAt(Pos p, std::string message) {
  if (quiet_ || tooDeep_) return;
  errors_++;
  diags_.report(p, "syntax", std::move(message));
}

std::string Parser::currentTokenText() const {
  switch (tok()) {
    case Token::Name:
    case Token::Semi: return std::string(scan_.lit);
    case Token::Literal: return "literal " + std::string(scan_.lit);
    case Token::Operator: return std::string(tokenText(scan_.op));
    case Token::AssignOp: return std::string(tokenText(scan_.op)) + "=";
    case Token::IncOp: return std::string(tokenText(scan_.op)) + std::string(tokenText(scan_.op));
    default: return tokenName(tok());
  }
}

// Messages that begin with "in", "at", "after" or "expected" are completed by what was found instead.
[[gnu::noinline]] void Parser::syntaxErrorAt(Pos p, std::string_view message) {
  if (at(Token::Eof)) {
    if (errors_ > 0) return;  // a consequence of the first
    if (file_ != nullptr) file_->incomplete = true;
  }
  if (file_ != nullptr) file_->bad = true;
  std::string text = "syntax error: ";
  if (message.starts_with("in ") || message.starts_with("at ") || message.starts_with("after "))
    text += "unexpected " + currentTokenText() + " ";
  else if (message.starts_with("expected "))
    text += "unexpected " + currentTokenText() + ", ";
  text += message;
  errorAt(p, std::move(text));
}

[[gnu::noinline]] void Parser::wantFailed(Token t) {
  syntaxError("expected " + tokenName(t));
  advanceOne();
}

// Accepts ":=" for "=" with a complaint.
bool Parser::gotAssign() {
  if (at(Token::Define)) syntaxError("expected =");
  if (!at(Token::Define) && !at(Token::Assign)) return false;
  next();
  return true;
}

void Parser::advanceOne() {
  if (!at(Token::Eof)) next();
}

// Skips to a token of the set, or inside functions to one that begins a statement.
[[gnu::noinline]] void Parser::advance(TokenSet follow) {
  static constexpr TokenSet kStatementKeywords =
      setOf(Token::Break, Token::Const, Token::Continue, Token::Defer, Token::Fallthrough, Token::For, Token::Go,
            Token::Goto, Token::If, Token::Return, Token::Select, Token::Switch, Token::Type, Token::Var);
  follow |= setOf(Token::Eof);
  if (functionNest_ > 0) follow |= kStatementKeywords;
  while (!(follow & setOf(tok()))) next();
}

// Gives up on the file: everything behind is unread.
[[gnu::noinline]] bool Parser::tooDeep() {
  if (!tooDeep_) diags_.report(pos(), "syntax", "syntax error: nesting is too deep");
  tooDeep_ = true;
  scan_.seek(uint32_t(source_.text().size()), false);
  scan_.next();
  return false;
}

// Neither separator nor end: true if the end was found after all.
[[gnu::noinline]] bool Parser::listSeparator(const char* context, Token separator, Token close) {
  syntaxError(std::string("in ") + context + "; possibly missing " + tokenName(separator) + " or " +
              tokenName(close));
  advance(setOf(Token::Rparen, Token::Rbrack, Token::Rbrace));
  return at(close);
}

NameExpr* Parser::makeName(Pos p, std::string_view text) {
  NameExpr* n = make<NameExpr>(p);
  n->name = names_.intern(text);
  return n;
}

// ---- Files ----------------------------------------------------------------------------------------------------

File* Parser::parseFile() {
  if (options_.script && source_.text().starts_with("#!")) {
    size_t line = source_.text().find('\n');
    scan_.seek(uint32_t(line == std::string_view::npos ? source_.text().size() : line), false);
  }
  file_ = make<File>(Pos{});
  next();
  file_->pos = pos();
  file_->source = &source_;
  file_->script = options_.script;
  packageClause(file_);
  if (options_.script && !options_.importsOnly)
    scriptItems(file_);
  else if (file_->packageName != nullptr && errors_ == 0)
    topLevel(file_);
  else
    file_->bad = true;
  finishFile(file_);
  return file_;
}

// Leaves packageName null if there is no use in going on.
void Parser::packageClause(File* file) {
  aboveFirstToken_ = false;
  if (options_.script && !at(Token::Package)) {
    file->packageName = makeName(pos(), "main");
    return;
  }
  if (!got(Token::Package)) return syntaxError("package statement must be first");
  takeDirectives(kBuildDirective);
  file->packageName = name();
  want(Token::Semi);
}

static constexpr uint64_t bit(Token t) { return uint64_t{1} << unsigned(t); }
static constexpr uint64_t kDeclKeywords =
    bit(Token::Import) | bit(Token::Const) | bit(Token::Type) | bit(Token::Var) | bit(Token::Func);

void Parser::topLevel(File* file) {
  size_t from = mark();
  Token before = Token::Import;
  while (!at(Token::Eof)) {
    if (options_.importsOnly && !at(Token::Import)) break;
    if (at(Token::Import) && before != Token::Import)
      syntaxError("imports must appear before other declarations");
    before = tok();
    if (!topLevelDeclaration()) {
      misplacedTopLevel(mark() > from ? as<FuncDecl>(scratch_.back()) : nullptr);
      continue;
    }
    // Before the ';' is consumed: directives behind it belong to what follows.
    clearDirectives();
    if (!at(Token::Eof) && !got(Token::Semi)) {
      syntaxError("after top level declaration");
      advance(kDeclKeywords);
    }
  }
  clearDirectives();
  file->decls = take<Decl>(from);
}

// Statements and declarations mixed; variable declarations count as statements.
void Parser::scriptItems(File* file) {
  std::vector<Stmt*> stmts;
  size_t from = mark();
  while (!at(Token::Eof)) {
    if (at(Token::Var) || !topLevelDeclaration()) {
      Stmt* s = stmtOrNull();
      if (s != nullptr) stmts.push_back(s);
    }
    clearDirectives();
    if (!at(Token::Eof) && !got(Token::Semi)) {
      syntaxError("at end of statement");
      advanceOne();
      advance(bit(Token::Semi) | kDeclKeywords);
      got(Token::Semi);
    }
  }
  file->decls = take<Decl>(from);
  file->stmts = arena_.copy(stmts);
}

// Pushes what it parses; false if there is no declaration.
bool Parser::topLevelDeclaration() {
  switch (tok()) {
    case Token::Import: next(); declarationGroup(&Parser::importSpec); return true;
    case Token::Const: next(); declarationGroup(&Parser::constSpec); return true;
    case Token::Type: next(); declarationGroup(&Parser::typeSpec); return true;
    case Token::Var: next(); declarationGroup(&Parser::varSpec); return true;
    case Token::Func:
      if (options_.script && functionLiteralAhead()) return false;
      next();
      push(funcDecl());
      return true;
    default: return false;
  }
}

void Parser::misplacedTopLevel(FuncDecl* before) {
  if (at(Token::Lbrace) && before != nullptr && !before->hasBody())
    syntaxError("unexpected semicolon or newline before {");
  else
    syntaxError("non-declaration statement outside function body");
  advance(kDeclKeywords);
}

// At "func" at the top level of a script: is it "func(...) ... {" rather than a declaration?
bool Parser::functionLiteralAhead() {
  Scanner saved = scan_;
  quiet_ = true;
  next();
  bool literal = false;
  if (at(Token::Lparen)) {
    int depth = 0;
    do {
      if (at(Token::Lparen)) depth++;
      if (at(Token::Rparen)) depth--;
      next();
    } while (depth > 0 && !at(Token::Eof));
    literal = true;
    if (at(Token::Name)) {  // a method's name is followed by its parameters, a result type by the body
      next();
      literal = !at(Token::Lparen);
    }
  }
  quiet_ = false;
  scan_ = saved;
  return literal;
}

void Parser::finishFile(File* file) {
  file->eof = pos();
  if (tooDeep_) file->bad = true;
  size_t from = mark();
  for (Decl* d : file->decls)
    if (d->kind == NodeKind::ImportDecl) push(d);
  file->imports = take<ImportDecl>(from);
  file->directives = arena_.copy(directives_);
  if (!options_.importsOnly) checkImportsForDirectives(file);
  if (errors_ == 0 && !file->stmts.empty()) branches_.check(file->pos, file->stmts);
}

File* parseFile(const ParseContext& context, SourceFile& source, const ParseOptions& options) {
  return Parser(context, source, options).parseFile();
}

std::span<Decl*> Parser::parseDeclaration(uint32_t begin) {
  aboveFirstToken_ = false;
  single_ = true;
  scan_.seek(begin, false);
  next();
  size_t from = mark();
  topLevelDeclaration();
  return take<Decl>(from);
}

std::span<Decl*> parseDeclaration(const ParseContext& context, SourceFile& source, uint32_t begin, const ParseOptions& options) {
  return Parser(context, source, options).parseDeclaration(begin);
}

bool Parser::parseBody(FuncDecl* fn) {
  scan_.seek(source_.offsetOf(fn->bodyBegin), false);
  next();
  fn->body = funcBody();
  fn->bodySkipped = false;
  return errors_ == 0;
}

bool parseBody(const ParseContext& context, SourceFile& source, FuncDecl* fn) {
  if (!fn->bodySkipped) return true;
  ParseOptions options;
  options.standardLibrary = true;
  return Parser(context, source, options).parseBody(fn);
}

}  // namespace gosub::syntax
