// Printing IR. The grammar is in print.h.
#include "frontend/ir/print.h"

#include "frontend/types/typestring.h"
#include "runtime/abi/entries.h"
#include "runtime/abi/frame.h"

namespace gosub::ir {

namespace {

void put(std::string& out, std::string_view s) { out.append(s); }
void putInt(std::string& out, int64_t n) { out += std::to_string(n); }

void putValue(std::string& out, const Value* v) {
  out += " v";
  putInt(out, v->id);
}

void putBlock(std::string& out, const Block* b) {
  out += " b";
  putInt(out, b->id);
}

void putTypes(std::string& out, std::span<const Ty> list) {
  out += '(';
  for (size_t i = 0; i < list.size(); i++) {
    if (i != 0) out += ' ';
    put(out, tyName(list[i]));
  }
  out += ')';
}

std::string symbolText(const Value& v) {
  switch (info(v.op).sym) {
    case SymKind::None: return {};
    case SymKind::Func: return std::string(v.func->name);
    case SymKind::Global: return std::string(v.global->name);
    case SymKind::Type: return typeText(v.goType);
    case SymKind::Itab: return typeText(v.itab->inter) + " | " + typeText(v.itab->concrete);
    case SymKind::Data: return std::string(v.data->bytes);
    case SymKind::Runtime: return std::string(abi::kEntries[v.imm].name);
  }
  return {};
}

void printEnd(std::string& out, const Block& b) {
  switch (b.kind) {
    case BlockKind::Jump: put(out, "jump"); break;
    case BlockKind::If: put(out, "if"); break;
    case BlockKind::Switch: put(out, "switch"); break;
    case BlockKind::Return: put(out, "return"); break;
    case BlockKind::Unreachable: put(out, "unreachable"); break;
  }
  for (const Value* v : b.controls) putValue(out, v);
  for (size_t i = 0; i < b.succs.size(); i++) {
    if (b.kind == BlockKind::Switch && i < b.cases.size()) {
      out += ' ';
      putInt(out, b.cases[i]);
      out += ":b";
      putInt(out, b.succs[i]->id);
    } else {
      putBlock(out, b.succs[i]);
    }
  }
  if (b.likely != 0) put(out, b.likely > 0 ? " likely" : " unlikely");
  out += '\n';
}

void printSlots(std::string& out, const Function& f) {
  for (size_t i = 0; i < f.slots.size(); i++) {
    const Slot& s = f.slots[i];
    put(out, "  slot ");
    putInt(out, int64_t(i));
    out += ' ';
    quoteText(out, typeText(s.type));
    if (s.zeroAtEntry) put(out, " zero");
    if (s.name) {
      out += ' ';
      quoteText(out, s.name.text());
    }
    out += '\n';
  }
}

void printHeader(std::string& out, const Function& f) {
  put(out, "func ");
  quoteText(out, f.sym != nullptr ? f.sym->name : std::string_view{});
  out += ' ';
  putTypes(out, f.params);
  put(out, " -> ");
  putTypes(out, f.results);
  if (f.hasDefer) put(out, " defer");
  if (f.sym != nullptr && (f.sym->flags & abi::kFuncWrapper)) put(out, " wrapper");
  if (f.sym != nullptr && f.sym->captures != nullptr) {
    put(out, " captures ");
    quoteText(out, typeText(f.sym->captures));
  }
  put(out, " {\n");
}

}  // namespace

void quoteText(std::string& out, std::string_view text) {
  static constexpr char kHex[] = "0123456789abcdef";
  out += '"';
  for (char c : text) {
    unsigned char u = static_cast<unsigned char>(c);
    if (c == '"' || c == '\\') {
      out += '\\';
      out += c;
    } else if (u < 0x20 || u == 0x7f) {
      out += "\\x";
      out += kHex[u >> 4];
      out += kHex[u & 15];
    } else {
      out += c;
    }
  }
  out += '"';
}

std::string typeText(types::Type* t) { return types::typeString(t, types::Qualifier(nullptr)); }

void printValue(std::string& out, const Value& v) {
  const OpInfo& op = info(v.op);
  if (resultCount(&v) != 0) {
    out += 'v';
    putInt(out, v.id);
    put(out, " = ");
  }
  put(out, op.text);
  if (v.type != Ty::Void) {
    out += ' ';
    put(out, tyName(v.type));
  }
  for (const Value* a : v.args) putValue(out, a);
  if (op.sym != SymKind::None) {
    put(out, " @");
    quoteText(out, symbolText(v));
  }
  if (v.imm != 0 && op.sym != SymKind::Runtime) {
    put(out, " #");
    putInt(out, v.imm);
  }
  if (!v.results.empty()) {
    put(out, " -> ");
    putTypes(out, v.results);
  }
}

void printFunction(std::string& out, const Function& f, const PrintOptions& options) {
  printHeader(out, f);
  printSlots(out, f);
  if (f.recoverBlock != nullptr) {
    put(out, "  recover");
    putBlock(out, f.recoverBlock);
    out += '\n';
  }
  for (const Block* b : f.blocks) {
    out += 'b';
    putInt(out, b->id);
    out += ':';
    for (const Block* p : b->preds) putBlock(out, p);
    out += '\n';
    for (const Value* v : b->values) {
      put(out, "  ");
      printValue(out, *v);
      if (options.sources != nullptr && v->pos.valid()) {
        put(out, "  ; ");
        put(out, options.sources->toString(v->pos));
        if (v->inlined != 0) put(out, " (inlined " + std::to_string(v->inlined) + ")");
      }
      out += '\n';
    }
    put(out, "  ");
    printEnd(out, *b);
  }
  put(out, "}\n");
}

}  // namespace gosub::ir
