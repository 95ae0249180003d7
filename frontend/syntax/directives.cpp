// Directives and //line comments. See directives.h.
#include "frontend/syntax/directives.h"

#include <algorithm>

#include "frontend/syntax/constraint.h"
#include "frontend/syntax/literal.h"
#include "frontend/syntax/parser_impl.h"

namespace gosub::syntax {

namespace {

// Where gc lets only some code use a directive.
enum class Reserved : uint8_t { No, Runtime, Library };

struct DirectiveFacts {
  std::string_view verb;
  DirectiveClass kind;
  Reserved reserved;
};

constexpr DirectiveFacts kDirectives[] = {
    {"go:build", kBuildDirective, Reserved::No},
    {"go:embed", kEmbedDirective, Reserved::No},
    {"go:noescape", kFunctionDirectives, Reserved::No},
    {"go:norace", kFunctionDirectives, Reserved::No},
    {"go:nosplit", kFunctionDirectives, Reserved::No},
    {"go:noinline", kFunctionDirectives, Reserved::No},
    {"go:nocheckptr", kFunctionDirectives, Reserved::No},
    {"go:registerparams", kFunctionDirectives, Reserved::No},
    {"go:uintptrescapes", kFunctionDirectives, Reserved::No},
    {"go:uintptrkeepalive", kFunctionDirectives, Reserved::Library},
    {"go:systemstack", kFunctionDirectives, Reserved::Runtime},
    {"go:nowritebarrier", kFunctionDirectives, Reserved::Runtime},
    {"go:nowritebarrierrec", kFunctionDirectives, Reserved::Runtime},
    {"go:yeswritebarrierrec", kFunctionDirectives, Reserved::Runtime},
};

const DirectiveFacts* findDirective(std::string_view verb) {
  for (const DirectiveFacts& d : kDirectives)
    if (d.verb == verb) return &d;
  return nullptr;
}

bool isSpace(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\v' || c == '\f'; }

size_t countFields(std::string_view s) {
  size_t n = 0;
  for (size_t i = 0; i < s.size(); i++) n += !isSpace(s[i]) && (i == 0 || isSpace(s[i - 1]));
  return n;
}

struct TrailingNumber {
  size_t at = 0;  // of the number's text; 0: there is no ':'
  uint64_t value = 0;
  bool ok = false;
};

// "text:N". The value saturates far above every limit.
TrailingNumber trailingNumber(std::string_view text) {
  size_t colon = text.rfind(':');
  if (colon == std::string_view::npos) return {};
  TrailingNumber n{colon + 1, 0, colon + 1 < text.size()};
  for (char c : text.substr(colon + 1)) {
    n.ok = n.ok && c >= '0' && c <= '9';
    if (n.value < (uint64_t{1} << 40)) n.value = n.value * 10 + uint64_t(c - '0');
  }
  return n;
}

}  // namespace

void Parser::scanDirective(uint32_t offset, std::string_view comment) {
  if (quiet_) return;
  if (comment.starts_with("//") && comment.ends_with('\r')) comment.remove_suffix(1);
  if (comment.starts_with("//go:"))
    goDirective(offset, comment);
  else if (comment[1] == '*' || offset == 0 || source_.text()[offset - 1] == '\n')
    lineDirective(offset, comment);
}

// ---- //line ---------------------------------------------------------------------------------------------------

// "//line file:line[:column]" takes effect on the next line, "/*line file:line[:column]*/" right behind it.
void Parser::lineDirective(uint32_t offset, std::string_view comment) {
  static constexpr uint64_t kMaxLineOrColumn = 1 << 30;
  bool general = comment[1] == '*';
  std::string_view text = comment.substr(7, comment.size() - 7 - (general ? 2 : 0));
  auto bad = [&](const char* what, const TrailingNumber& n) {
    errorAt(source_.pos(offset + 7 + n.at), std::string("invalid ") + what + " number: " + std::string(text.substr(n.at)));
  };
  TrailingNumber line = trailingNumber(text), column;
  if (line.at == 0) return;
  if (!line.ok) return bad("line", line);
  TrailingNumber before = trailingNumber(text.substr(0, line.at - 1));
  if (before.ok) {
    column = line;
    line = {before.at, before.value, true};
    if (column.value == 0 || column.value > kMaxLineOrColumn) return bad("column", column);
    text = text.substr(0, column.at - 1);
  }
  if (line.value == 0 || line.value > kMaxLineOrColumn) return bad("line", line);
  std::string file(text.substr(0, line.at - 1));
  uint32_t from = uint32_t(offset + comment.size());
  // A column makes an empty name mean the name in force.
  if (file.empty() && column.ok) file = source_.logical(source_.pos(offset)).file;
  if (!general) {
    size_t newline = source_.text().find('\n', from);
    if (newline == std::string_view::npos) return;
    from = uint32_t(newline + 1);
  }
  source_.addLineDirective(from, std::move(file), int(line.value), int(column.value));
}

// ---- //go: ----------------------------------------------------------------------------------------------------

// Not counted: they do not keep the parser from going on.
void Parser::directiveError(Pos p, std::string message) { diags_.report(p, "syntax", std::move(message)); }

bool Parser::aloneOnLine(uint32_t offset) const {
  std::string_view text = source_.text();
  while (offset > 0 && (text[offset - 1] == ' ' || text[offset - 1] == '\t')) offset--;
  return offset == 0 || text[offset - 1] == '\n';
}

void Parser::goDirective(uint32_t offset, std::string_view comment) {
  Directive d{source_.pos(offset + 2), comment.substr(2), aloneOnLine(offset)};
  if (aboveFirstToken_) buildDirective(comment);
  if (d.ownLine) {
    directives_.push_back(d);
    checkDirective(d);
    return;
  }
  directiveError(d.pos, "misplaced compiler directive");
  // Recorded, but not for a declaration.
  directives_.insert(directives_.begin() + ptrdiff_t(pendingFrom_), d);
  pendingFrom_++;
}

void Parser::buildDirective(std::string_view comment) {
  std::string_view expression;
  if (file_ == nullptr || !goBuildExpression(comment, &expression)) return;
  BuildConstraint c(expression);
  if (!c.ok()) return;
  file_->buildConstraint = expression;
  file_->goMinor = std::max(c.minGoMinor(), 0);
}

// What is wrong with it wherever it stands.
void Parser::checkDirective(const Directive& d) {
  std::string_view verb = d.verb();
  std::string shown = "//" + std::string(verb);
  if (verb == "go:linkname" && d.text != verb) {
    size_t n = countFields(d.text);
    if (n < 2 || n > 3) directiveError(d.pos, "usage: //go:linkname localname [linkname]");
    return;
  }
  if (verb == "go:embed" && !d.text.starts_with("go:embed\t")) {
    std::vector<EmbedPattern> patterns;
    std::string error;
    if (!parseEmbedPatterns(d.text.substr(verb.size()), &patterns, &error)) directiveError(d.pos, error);
    if (patterns.empty()) directiveError(d.pos, "usage: //go:embed pattern...");
    return;
  }
  if (options_.standardLibrary) return;
  if (verb.starts_with("go:cgo_"))
    directiveError(d.pos, "//" + std::string(d.text) + " only allowed in cgo-generated code");
  const DirectiveFacts* facts = findDirective(verb);
  if (facts == nullptr) return;
  if (facts->reserved == Reserved::Runtime) directiveError(d.pos, shown + " only allowed in runtime");
  if (facts->reserved == Reserved::Library) directiveError(d.pos, shown + " is only allowed in the standard library");
}

// The pending directives, for a declaration that takes those of the allowed classes.
std::span<Directive> Parser::takeDirectives(unsigned allowed) {
  if (directives_.size() == pendingFrom_) return {};
  std::span<const Directive> pending(directives_.data() + pendingFrom_, directives_.size() - pendingFrom_);
  std::span<Directive> taken = arena_.copy(pending);
  reportMisplaced(allowed);
  return taken;
}

[[gnu::noinline]] void Parser::reportMisplaced(unsigned allowed) {
  for (size_t i = pendingFrom_; i < directives_.size(); i++) {
    const DirectiveFacts* facts = findDirective(directives_[i].verb());
    if (facts == nullptr || (facts->kind & allowed)) continue;
    directiveError(directives_[i].pos, facts->kind == kEmbedDirective ? "misplaced go:embed directive"
                                                              : "misplaced compiler directive");
  }
  pendingFrom_ = directives_.size();
}

static const char* embedProblem(const VarDecl* d, bool local, bool imported) {
  if (!imported) return "go:embed only allowed in Go files that import \"embed\"";
  if (d->names.size() > 1) return "go:embed cannot apply to multiple vars";
  if (!d->values.empty()) return "go:embed cannot apply to var with initializer";
  if (d->typeExpr == nullptr) return "go:embed cannot apply to var without type";
  return local ? "go:embed cannot apply to var inside func" : nullptr;
}

void Parser::checkEmbed(const VarDecl* d, bool local, bool imported) {
  for (const Directive& e : d->directives) {
    if (e.verb() != "go:embed") continue;
    if (const char* problem = embedProblem(d, local, imported)) directiveError(e.pos, problem);
    return;
  }
}

// Some directives want a package imported, as a sign that the author means it.
void Parser::checkImportsForDirectives(const File* file) {
  bool unsafe = false, embed = false;
  for (const ImportDecl* d : file->imports) {
    std::string path;
    if (d->path == nullptr || !unquoteString(d->path->text, &path)) continue;
    unsafe |= path == "unsafe";
    embed |= path == "embed";
  }
  for (const Directive& d : file->directives) {
    if (d.verb() == "go:linkname" && !unsafe && !options_.standardLibrary)
      directiveError(d.pos, "//go:linkname only allowed in Go files that import \"unsafe\"");
  }
  for (auto [decl, local] : embedVars_) checkEmbed(decl, local, embed);
}

// ---- go:linkname ----------------------------------------------------------------------------------------------

Linkname parseLinkname(std::string_view text) {
  static constexpr std::string_view kVerb = "go:linkname";
  if (!text.starts_with(kVerb) || text.size() == kVerb.size() || !isSpace(text[kVerb.size()])) return {};
  text.remove_prefix(kVerb.size());
  auto word = [&] {
    size_t begin = 0, end;
    while (begin < text.size() && isSpace(text[begin])) begin++;
    for (end = begin; end < text.size() && !isSpace(text[end]);) end++;
    std::string_view w = text.substr(begin, end - begin);
    text.remove_prefix(end);
    return w;
  };
  Linkname n;
  n.local = word();
  n.remote = word();
  return n;
}

// ---- go:embed patterns ----------------------------------------------------------------------------------------

namespace {

// Length of the quoted string at the start of s, quotes included; 0 if it does not end.
size_t quotedLength(std::string_view s) {
  for (size_t i = 1; i < s.size(); i++) {
    if (s[i] == s[0]) return i + 1;
    if (s[i] == '\\' && s[0] == '"') i++;
  }
  return 0;
}

}  // namespace

bool parseEmbedPatterns(std::string_view args, std::vector<EmbedPattern>* patterns, std::string* error) {
  auto fail = [&](std::string_view what) {
    *error = "invalid quoted string in //go:embed: " + std::string(what);
    patterns->clear();
    return false;
  };
  const char* begin = args.data();
  for (;;) {
    while (!args.empty() && isSpace(args.front())) args.remove_prefix(1);
    while (!args.empty() && isSpace(args.back())) args.remove_suffix(1);
    if (args.empty()) return true;
    EmbedPattern pattern{{}, uint32_t(args.data() - begin)};
    size_t n = 0;
    if (args[0] == '"' || args[0] == '`') {
      n = quotedLength(args);
      if (n == 0) return fail(args);
      if (!unquoteString(args.substr(0, n), &pattern.text)) return fail(args.substr(0, n));
    } else {
      while (n < args.size() && !isSpace(args[n])) n++;
      pattern.text = args.substr(0, n);
    }
    args.remove_prefix(n);
    if (!args.empty() && !isSpace(args[0])) return fail(args);
    patterns->push_back(std::move(pattern));
  }
}

}  // namespace gosub::syntax
