// Reader of IR text. The grammar is in print.h; types are read by a small parser of Go's type syntax.
#include "frontend/ir/parse.h"

#include <algorithm>
#include <cstdlib>
#include <unordered_map>

#include "base/check.h"
#include "frontend/types/construct.h"
#include "runtime/abi/entries.h"
#include "runtime/abi/frame.h"

namespace gosub::ir {

namespace {

struct BasicName {
  std::string_view name;
  types::BasicKind kind;
  uint16_t info;
};
constexpr BasicName kBasics[] = {
    {"bool", types::BasicKind::Bool, types::kIsBoolean},
    {"int", types::BasicKind::Int, types::kIsInteger},
    {"int8", types::BasicKind::Int8, types::kIsInteger},
    {"int16", types::BasicKind::Int16, types::kIsInteger},
    {"int32", types::BasicKind::Int32, types::kIsInteger},
    {"int64", types::BasicKind::Int64, types::kIsInteger},
    {"uint", types::BasicKind::Uint, types::kIsInteger | types::kIsUnsigned},
    {"uint8", types::BasicKind::Uint8, types::kIsInteger | types::kIsUnsigned},
    {"uint16", types::BasicKind::Uint16, types::kIsInteger | types::kIsUnsigned},
    {"uint32", types::BasicKind::Uint32, types::kIsInteger | types::kIsUnsigned},
    {"uint64", types::BasicKind::Uint64, types::kIsInteger | types::kIsUnsigned},
    {"uintptr", types::BasicKind::Uintptr, types::kIsInteger | types::kIsUnsigned},
    {"float32", types::BasicKind::Float32, types::kIsFloat},
    {"float64", types::BasicKind::Float64, types::kIsFloat},
    {"complex64", types::BasicKind::Complex64, types::kIsComplex},
    {"complex128", types::BasicKind::Complex128, types::kIsComplex},
    {"string", types::BasicKind::String, types::kIsString},
    {"unsafe.Pointer", types::BasicKind::UnsafePointer, 0},
};

// One line, cut into words. A quoted string is one word; parentheses stand alone.
class Words {
 public:
  explicit Words(std::string_view line) {
    size_t i = 0;
    while (i < line.size()) {
      char c = line[i];
      if (c == ' ' || c == '\t' || c == '\r') { i++; continue; }
      if (c == ';') break;
      if (c == '(' || c == ')') { list_.push_back({std::string(1, c), false}); i++; continue; }
      if (c == '"') { i = quoted(line, i, false); continue; }
      if (c == '@' && i + 1 < line.size() && line[i + 1] == '"') { i = quoted(line, i + 1, true); continue; }
      size_t from = i;
      while (i < line.size() && std::string_view(" \t\r()\";").find(line[i]) == std::string_view::npos) i++;
      list_.push_back({std::string(line.substr(from, i - from)), false});
    }
  }

  bool empty() const { return next_ == list_.size(); }
  bool is(std::string_view s) const { return !empty() && !list_[next_].quoted && list_[next_].text == s; }
  bool take(std::string_view s) {
    if (!is(s)) return false;
    next_++;
    return true;
  }
  bool startsWith(char c) const { return !empty() && !list_[next_].quoted && list_[next_].text[0] == c; }
  bool isQuoted() const { return !empty() && list_[next_].quoted; }
  bool isSymbol() const { return !empty() && list_[next_].symbol; }
  std::string next() { return empty() ? std::string{} : list_[next_++].text; }
  std::string peek(size_t ahead = 0) const { return next_ + ahead < list_.size() ? list_[next_ + ahead].text : std::string{}; }

 private:
  struct Word {
    std::string text;
    bool quoted;
    bool symbol = false;
  };

  size_t quoted(std::string_view line, size_t i, bool symbol) {
    std::string text;
    for (i++; i < line.size() && line[i] != '"'; i++) {
      if (line[i] == '\\' && i + 1 < line.size()) {
        i++;
        if (line[i] == 'x' && i + 2 < line.size()) {
          text += char(std::strtol(std::string(line.substr(i + 1, 2)).c_str(), nullptr, 16));
          i += 2;
          continue;
        }
      }
      text += line[i];
    }
    list_.push_back({text, true, symbol});
    return i + 1;
  }

  std::vector<Word> list_;
  size_t next_ = 0;
};

// Go's type syntax.
class TypeReader {
 public:
  TypeReader(Module& m, std::unordered_map<std::string, types::Type*>& known) : m_(m), known_(known) {}

  types::Type* read(std::string_view text) {
    auto it = known_.find(std::string(text));
    if (it != known_.end()) return it->second;
    rest_ = text;
    types::Type* t = type();
    skip();
    if (t == nullptr || !rest_.empty()) return nullptr;
    known_.emplace(text, t);
    return t;
  }

 private:
  void skip() {
    while (!rest_.empty() && rest_[0] == ' ') rest_.remove_prefix(1);
  }
  bool take(std::string_view s) {
    skip();
    if (!rest_.starts_with(s)) return false;
    rest_.remove_prefix(s.size());
    return true;
  }
  std::string_view word() {
    skip();
    size_t n = 0;
    while (n < rest_.size() && (isalnum(static_cast<unsigned char>(rest_[n])) || rest_[n] == '_' || rest_[n] == '.' || rest_[n] == '/')) n++;
    std::string_view w = rest_.substr(0, n);
    rest_.remove_prefix(n);
    return w;
  }

  types::Type* type() {
    if (take("*")) return make<types::Pointer>([&](auto* p) { return (p->elem = type()) != nullptr; });
    if (take("[]")) return make<types::Slice>([&](auto* s) { return (s->elem = type()) != nullptr; });
    if (take("[")) return array();
    if (take("map[")) {
      return make<types::Map>([&](auto* m) { return (m->key = type()) && take("]") && (m->elem = type()); });
    }
    if (take("<-chan ")) return chan(types::ChanDir::RecvOnly);
    if (take("chan<- ")) return chan(types::ChanDir::SendOnly);
    if (take("chan ")) return chan(types::ChanDir::Both);
    if (take("func(")) return function();
    if (take("struct{") || take("struct {")) return structure();
    if (take("interface{}") || take("interface {}") || take("any")) return emptyInterface();
    return named(word());
  }

  template <class T, class F>
  types::Type* make(F&& fill) {
    T* t = types::newNode<T>(m_.arena);
    return fill(t) ? t : nullptr;
  }

  types::Type* chan(types::ChanDir dir) {
    types::Type* elem = type();
    return elem == nullptr ? nullptr : types::newChan(m_.arena, dir, elem);
  }

  types::Type* array() {
    int64_t n = std::strtoll(std::string(word()).c_str(), nullptr, 10);
    types::Type* elem = take("]") ? type() : nullptr;
    return elem == nullptr ? nullptr : types::newArray(m_.arena, elem, n);
  }

  types::Var* field(std::string_view name, types::Type* t) {
    return types::newVar(m_.arena, Pos{}, nullptr, m_.names.intern(name), t);
  }

  types::Type* structure() {
    std::vector<types::Var*> fields;
    while (!take("}")) {
      std::string_view name = word();
      types::Type* t = type();
      if (t == nullptr) return nullptr;
      fields.push_back(field(name, t));
      take(";");
    }
    auto* s = types::newNode<types::Struct>(m_.arena);
    s->fields = m_.arena.copy(fields);
    return s;
  }

  types::Type* function() {
    types::Tuple* params = tuple();
    types::Tuple* results = nullptr;
    skip();
    if (take("(")) {
      results = tuple();
    } else if (!rest_.empty() && rest_[0] != ',' && rest_[0] != ')' && rest_[0] != ';' && rest_[0] != '}' && rest_[0] != ']') {
      types::Type* t = type();
      if (t == nullptr) return nullptr;
      std::vector<types::Var*> one{types::newParam(m_.arena, t)};
      results = types::newTuple(m_.arena, m_.arena.copy(one));
    } else {
      results = types::newTuple(m_.arena, {});
    }
    return params == nullptr || results == nullptr ? nullptr : types::newSignature(m_.arena, params, results, false);
  }

  types::Tuple* tuple() {
    std::vector<types::Var*> vars;
    while (!take(")")) {
      types::Type* t = type();
      if (t == nullptr) return nullptr;
      vars.push_back(types::newParam(m_.arena, t));
      take(",");
    }
    return types::newTuple(m_.arena, m_.arena.copy(vars));
  }

  types::Type* emptyInterface() {
    auto* t = types::newNode<types::Interface>(m_.arena);
    t->complete = true;
    return t;
  }

  types::Type* named(std::string_view name) {
    auto it = known_.find(std::string(name));
    if (it != known_.end()) return it->second;
    if (name == "byte") name = "uint8";
    if (name == "rune") name = "int32";
    for (const BasicName& b : kBasics) {
      if (b.name != name) continue;
      auto* t = types::newNode<types::Basic>(m_.arena);
      t->basic = b.kind;
      t->info = b.info;
      t->name = b.name;
      known_.emplace(name, t);
      return t;
    }
    return nullptr;
  }

  Module& m_;
  std::unordered_map<std::string, types::Type*>& known_;
  std::string_view rest_;
};

class Reader {
 public:
  Reader(Module& m, std::string_view text) : m_(m), text_(text) {}

  bool run() {
    std::string_view line;
    declareAll();
    while (nextLine(&line)) {
      Words w(line);
      if (w.empty() || w.startsWith('/')) continue;
      if (w.take("type")) {
        if (!typeLine(w)) return fail("bad type line");
      } else if (w.take("global")) {
        if (!globalLine(w)) return fail("bad global");
      } else if (w.take("func")) {
        if (!function(w)) return false;
      } else {
        return fail("expected func, global or type");
      }
    }
    return true;
  }

  std::string error() const { return "line " + std::to_string(line_) + ": " + error_; }

 private:
  bool fail(std::string why) {
    if (error_.empty()) error_ = std::move(why);
    return false;
  }

  bool nextLine(std::string_view* line) {
    if (at_ >= text_.size()) return false;
    size_t end = text_.find('\n', at_);
    if (end == std::string_view::npos) end = text_.size();
    *line = text_.substr(at_, end - at_);
    at_ = end + 1;
    line_++;
    return true;
  }

  // Signatures first, so that calls may stand before the function they name.
  void declareAll() {
    size_t at = 0;
    while (at < text_.size()) {
      size_t end = text_.find('\n', at);
      if (end == std::string_view::npos) end = text_.size();
      Words w(text_.substr(at, end - at));
      at = end + 1;
      if (w.take("type")) typeLine(w);
      if (!w.take("func")) continue;
      FuncSym* f = func(w.next());
      typeList(w, &f->params);
      if (w.take("->")) typeList(w, &f->results);
    }
  }

  FuncSym* func(const std::string& name) {
    if (FuncSym* f = m_.findFunc(name)) return f;
    auto f = std::make_unique<FuncSym>();
    f->kind = FuncKind::Declared;
    f->name = m_.arena.copy(std::string_view(name));
    m_.funcs.push_back(std::move(f));
    return m_.funcs.back().get();
  }

  GlobalSym* global(const std::string& name) {
    for (auto& g : m_.globals)
      if (g->name == name) return g.get();
    return nullptr;
  }

  types::Type* type(const std::string& text) { return TypeReader(m_, types_).read(text); }

  bool typeLine(Words& w) {
    std::string name = w.next();
    types::Type* t = type(w.next());
    if (t == nullptr) return false;
    types_[name] = t;
    return true;
  }

  bool globalLine(Words& w) {
    auto g = std::make_unique<GlobalSym>();
    std::string name = w.next();
    g->name = m_.arena.copy(std::string_view(name));
    g->type = type(w.next());
    if (g->type == nullptr) return false;
    m_.globals.push_back(std::move(g));
    return true;
  }

  static bool typeList(Words& w, std::vector<Ty>* out) {
    out->clear();
    if (!w.take("(")) return false;
    while (!w.take(")")) {
      Ty t;
      if (w.empty() || !tyFromName(w.next(), &t)) return false;
      out->push_back(t);
    }
    return true;
  }

  bool function(Words& w) {
    FuncSym* sym = func(w.next());
    auto f = std::make_unique<Function>();
    f->sym = sym;
    if (!typeList(w, &f->params)) return fail("bad parameters");
    if (w.take("->") && !typeList(w, &f->results)) return fail("bad results");
    bool hasBody = false;
    while (!w.empty()) {
      if (w.take("defer")) { f->hasDefer = true; sym->flags |= abi::kFuncHasDefer; }
      else if (w.take("wrapper")) sym->flags |= abi::kFuncWrapper;
      else if (w.take("captures")) { if ((sym->captures = type(w.next())) == nullptr) return fail("bad captures"); }
      else if (w.take("{")) hasBody = true;
      else return fail("unexpected " + w.next());
    }
    if (!hasBody) return true;
    f_ = f.get();
    values_.clear();
    blocks_.clear();
    pending_.clear();
    current_ = nullptr;
    bool ok = body();
    if (ok) m_.bodies.push_back(std::move(f));
    return ok;
  }

  Block* block(const std::string& name) {
    auto it = blocks_.find(name);
    if (it != blocks_.end()) return it->second;
    Block* b = f_->makeBlock();
    all_.push_back(b);
    blocks_.emplace(name, b);
    return b;
  }

  bool body() {
    std::string_view line;
    while (nextLine(&line)) {
      Words w(line);
      if (w.empty()) continue;
      if (w.take("}")) return finish();
      if (w.take("slot")) {
        if (!slot(w)) return fail("bad slot");
      } else if (w.take("recover")) {
        f_->recoverBlock = block(w.next());
      } else if (w.peek().ends_with(":") && w.startsWith('b') && isBlockHeader(w)) {
        header(w);
      } else if (current_ == nullptr) {
        return fail("value outside of a block");
      } else if (!end(w) && !value(w)) {
        return fail("bad value");
      }
    }
    return fail("missing }");
  }

  static bool isBlockHeader(const Words& w) {
    std::string s = w.peek();
    for (size_t i = 1; i + 1 < s.size(); i++)
      if (s[i] < '0' || s[i] > '9') return false;
    return s.size() > 2;
  }

  void header(Words& w) {
    std::string name = w.next();
    name.pop_back();
    current_ = block(name);
    f_->blocks.push_back(current_);
    while (!w.empty()) current_->preds.push_back(block(w.next()));
  }

  bool slot(Words& w) {
    w.next();
    Slot s;
    s.type = type(w.next());
    if (s.type == nullptr) return false;
    if (w.take("zero")) s.zeroAtEntry = true;
    if (w.isQuoted()) s.name = m_.names.intern(w.next());
    f_->slots.push_back(s);
    return true;
  }

  bool end(Words& w) {
    Block* b = current_;
    if (w.take("jump")) {
      b->kind = BlockKind::Jump;
    } else if (w.take("if")) {
      b->kind = BlockKind::If;
      controls_.push_back({b, {w.next()}});
    } else if (w.take("switch")) {
      b->kind = BlockKind::Switch;
      controls_.push_back({b, {w.next()}});
    } else if (w.take("return")) {
      b->kind = BlockKind::Return;
      controls_.push_back({b, {}});
      while (!w.empty()) controls_.back().names.push_back(w.next());
      return true;
    } else if (w.take("unreachable")) {
      b->kind = BlockKind::Unreachable;
      return true;
    } else {
      return false;
    }
    while (!w.empty()) {
      if (w.take("likely")) { b->likely = 1; continue; }
      if (w.take("unlikely")) { b->likely = -1; continue; }
      std::string s = w.next();
      size_t colon = s.find(':');
      if (colon != std::string::npos) {
        b->cases.push_back(std::strtoll(s.c_str(), nullptr, 10));
        s = s.substr(colon + 1);
      }
      b->succs.push_back(block(s));
    }
    return true;
  }

  bool value(Words& w) {
    std::string name;
    if (w.peek(1) == "=") {
      name = w.next();
      w.next();
    }
    Op op;
    if (!opFromText(w.next(), &op)) return fail("no such operation");
    Ty ty = Ty::Void;
    if (!w.empty() && !w.isQuoted() && tyFromName(w.peek(), &ty)) w.next();
    Value* v = f_->newValue(current_, op, ty, {}, Pos{});
    std::vector<std::string> args;
    while (w.startsWith('v')) args.push_back(w.next());
    pending_.push_back({v, std::move(args)});
    if (w.isSymbol() && !symbol(v, w.next())) return fail("bad symbol");
    if (w.startsWith('#')) v->imm = std::strtoll(w.next().c_str() + 1, nullptr, 10);
    if (w.take("->")) {
      std::vector<Ty> list;
      if (!typeList(w, &list)) return fail("bad result list");
      v->results = f_->arena.copy(list);
    }
    if (!name.empty()) values_[name] = v;
    return w.empty() || fail("unexpected " + w.peek());
  }

  static bool opFromText(const std::string& text, Op* out) {
    for (int i = 0; i < int(Op::Count); i++)
      if (info(Op(i)).text == text) return *out = Op(i), true;
    return false;
  }

  bool symbol(Value* v, const std::string& text) {
    switch (info(v->op).sym) {
      case SymKind::None: return false;
      case SymKind::Func: v->func = func(text); return true;
      case SymKind::Global: return (v->global = global(text)) != nullptr;
      case SymKind::Type: return (v->goType = type(text)) != nullptr;
      case SymKind::Itab: return itab(v, text);
      case SymKind::Data: {
        DataSym* d = m_.arena.make<DataSym>();
        d->bytes = m_.arena.copy(std::string_view(text));
        v->data = d;
        return true;
      }
      case SymKind::Runtime:
        for (size_t i = 0; i < size_t(abi::Entry::Count); i++)
          if (abi::kEntries[i].name == text) return v->imm = int64_t(i), true;
        return false;
    }
    return false;
  }

  bool itab(Value* v, const std::string& text) {
    size_t bar = text.find(" | ");
    if (bar == std::string::npos) return false;
    ItabSym* s = m_.arena.make<ItabSym>(type(text.substr(0, bar)), type(text.substr(bar + 3)));
    v->itab = s;
    return s->inter != nullptr && s->concrete != nullptr;
  }

  Value* find(const std::string& name) {
    auto it = values_.find(name);
    if (it == values_.end()) fail("no value " + name);
    return it == values_.end() ? nullptr : it->second;
  }

  bool finish() {
    for (auto& [v, names] : pending_) {
      std::vector<Value*> args;
      for (const std::string& n : names) args.push_back(find(n));
      v->args = f_->arena.copy(args);
    }
    for (auto& c : controls_)
      for (const std::string& n : c.names) c.block->controls.push_back(find(n));
    controls_.clear();
    bool defined = all_.size() == f_->blocks.size();
    if (!defined) {
      for (Block* b : all_)
        if (std::find(f_->blocks.begin(), f_->blocks.end(), b) == f_->blocks.end()) f_->blocks.push_back(b);
      fail("a block is named but not defined");
    }
    all_.clear();
    if (!error_.empty()) return false;
    mirrorEdges();
    renumber(*f_);
    return true;
  }

  // Blocks without a predecessor list get the order of the text.
  void mirrorEdges() {
    std::vector<bool> listed(f_->nextBlock);
    for (Block* b : f_->blocks) listed[b->id] = !b->preds.empty();
    for (Block* b : f_->blocks)
      for (Block* s : b->succs)
        if (!listed[s->id]) s->preds.push_back(b);
  }

  struct Pending {
    Value* value;
    std::vector<std::string> args;
  };
  struct Controls {
    Block* block;
    std::vector<std::string> names;
  };

  Module& m_;
  std::string_view text_;
  size_t at_ = 0;
  int line_ = 0;
  std::string error_;
  std::unordered_map<std::string, types::Type*> types_;
  Function* f_ = nullptr;
  Block* current_ = nullptr;
  std::unordered_map<std::string, Value*> values_;
  std::unordered_map<std::string, Block*> blocks_;
  std::vector<Block*> all_;
  std::vector<Pending> pending_;
  std::vector<Controls> controls_;
};

}  // namespace

FuncSym* Module::findFunc(std::string_view name) const {
  for (auto& f : funcs)
    if (f->name == name) return f.get();
  return nullptr;
}

Function* Module::findBody(std::string_view name) const {
  for (auto& f : bodies)
    if (f->sym->name == name) return f.get();
  return nullptr;
}

std::unique_ptr<Module> parseModule(std::string_view text, std::string* error) {
  auto m = std::make_unique<Module>();
  Reader reader(*m, text);
  if (reader.run()) return m;
  if (error != nullptr) *error = reader.error();
  return nullptr;
}

}  // namespace gosub::ir
