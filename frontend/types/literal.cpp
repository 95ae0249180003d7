// Literals: basic, composite and function literals.
#include <unordered_map>
#include <unordered_set>

#include "frontend/types/checker_impl.h"
#include "frontend/types/predicates.h"

namespace gosub::types {

using syntax::CompositeLit;
using syntax::Expr;
using syntax::KeyValueExpr;
using syntax::LitKind;

// ---- Basic literals --------------------------------------------------------------------------------------------

namespace {

// Slice literals with more elements may be too large.
constexpr int64_t kManyElems = 1 << 20;


// What makes a number need go1.13, or null.
const char* modernNumber(const syntax::BasicLit* e) {
  std::string_view s = e->text;
  if (s.size() <= 2) return nullptr;
  if (s.find('_') != s.npos) return "underscore in numeric literal";
  if (s[0] != '0') return nullptr;
  char radix = char(s[1] | 0x20);
  if (radix == 'b') return "binary literal";
  if (radix == 'o') return "0o/0O-style octal literal";
  return radix == 'x' && e->litKind != LitKind::Int ? "hexadecimal floating-point literal" : nullptr;
}

BasicKind untypedKind(LitKind k) {
  switch (k) {
    case LitKind::Int: return BasicKind::UntypedInt;
    case LitKind::Float: return BasicKind::UntypedFloat;
    case LitKind::Imag: return BasicKind::UntypedComplex;
    case LitKind::Rune: return BasicKind::UntypedRune;
    case LitKind::String: return BasicKind::UntypedString;
  }
  return BasicKind::Invalid;
}

bool isNumber(LitKind k) { return k == LitKind::Int || k == LitKind::Float || k == LitKind::Imag; }

}  // namespace

void Checker::Impl::basicLit(Operand& x, syntax::BasicLit* e) {
  if (e->bad) return;
  if (isNumber(e->litKind)) {
    if (const char* what = modernNumber(e)) verifyVersion(e->pos, 13, "%s", what);
    // Numbers of more digits than any precision could use would only cost time.
    constexpr size_t kMaxLength = 10000;
    if (e->text.size() > kMaxLength) {
      errorf(e, Code::InvalidConstVal, "excessively long constant: %s... (%d chars)", e->text.substr(0, 10),
             e->text.size());
      return;
    }
  }
  x.val = makeFromLiteral(world.constants(), e->text, e->litKind);
  if (kindOf(x.val) == ConstKind::Unknown) {
    errorf(e, Code::InvalidConstVal, "malformed constant: %s", e->text);
    return;
  }
  x.mode = Mode::Constant;
  x.type = world.basic(untypedKind(e->litKind));
  x.expr = e;
  if (e->litKind == LitKind::Int) overflow(x, e->pos);
}

// ---- Function literals -----------------------------------------------------------------------------------------

// The body waits: it may refer to what is being declared around it.
void Checker::Impl::funcLit(Operand& x, syntax::FuncLit* e) {
  auto* sig = as<Signature>(typ(e->typeExpr));
  if (sig == nullptr) return;
  if (!config.ignoreFuncBodies && e->body != nullptr)
    later([this, e, sig, d = decl, outer = scope, value = iota] { funcBody(d, e, outer, sig, e->body, value); });
  x.mode = Mode::Value;
  x.type = sig;
}

// ---- Composite literals ----------------------------------------------------------------------------------------

// hint: the element type of the literal around this one.
void Checker::Impl::compositeLit(Operand& x, CompositeLit* e, Type* hint) {
  Type* base;
  Type* t = compositeLitType(e, hint, &base);
  x.mode = Mode::Invalid;
  x.expr = e;
  if (t == nullptr || !literalElems(e, t, base)) return;
  x.mode = Mode::Value;
  x.type = t;
}

// The literal's type; *base is the type of what it describes, another one only for an elided &T.
Type* Checker::Impl::compositeLitType(CompositeLit* e, Type* hint, Type** base) {
  if (e->typeExpr != nullptr) {
    auto* array = syntax::as<syntax::ArrayType>(e->typeExpr);
    // [...]T: the length is counted.
    *base = array != nullptr && array->len == nullptr ? newArray(world.arena, varType(array->elem), -1) : typ(e->typeExpr);
    return *base;
  }
  if (hint != nullptr) {
    *base = hint;
    if (auto* p = as<Pointer>(coreType(hint))) *base = p->elem;
    return hint;
  }
  errorf(e, Code::UntypedLit, "missing type in composite literal");
  for (Expr* elem : e->elems) {
    auto* kv = syntax::as<KeyValueExpr>(elem);
    useOne(kv != nullptr ? kv->value : elem);
  }
  return nullptr;
}

bool Checker::Impl::literalElems(CompositeLit* e, Type* t, Type* base) {
  Type* core = coreType(base);
  auto recursive = [&] {
    errorf(e, Code::InvalidDeclCycle, "invalid recursive type");
    return false;
  };
  if (auto* s = as<Struct>(core)) {
    if (s->declaring) return recursive();
    structLit(e, s, base);
  } else if (auto* a = as<Array>(core)) {
    if (a->elem == nullptr) return recursive();
    int64_t n = indexedElems(e->elems, a->elem, a->length);
    // Unknown: [...]T, or a length that is in error, for which the literal's is the best guess.
    if (a->length < 0) {
      a->length = n;
      if (e->typeExpr != nullptr) recordType(e->typeExpr, a);
      noteLiteral(a, e);
    }
  } else if (auto* l = as<Slice>(core)) {
    if (l->elem == nullptr) return recursive();
    int64_t n = indexedElems(e->elems, l->elem, -1);
    if (n > kManyElems) noteLiteral(newArray(world.arena, l->elem, n), e);  // it will need such an array
  } else if (auto* m = as<Map>(core)) {
    if (m->key == nullptr || m->elem == nullptr) return recursive();
    mapLit(e, m);
  } else {
    // Keys can't be looked at without knowing whether they are field names.
    for (Expr* elem : e->elems) {
      auto* kv = syntax::as<KeyValueExpr>(elem);
      useOne(kv != nullptr ? kv->value : elem);
    }
    if (core != nullptr && !isValid(core)) return true;
    bool hinted = e->typeExpr == nullptr && core == nullptr;
    errorf(e, Code::InvalidLit, hinted ? "invalid composite literal element type %s (no core type)" : "invalid composite literal type %s",
           t);
    return false;
  }
  return true;
}

// ---- Structs ---------------------------------------------------------------------------------------------------

void Checker::Impl::structLit(CompositeLit* e, Struct* s, Type* base) {
  if (e->elems.empty()) return;
  if (e->elems[0]->kind == syntax::NodeKind::KeyValueExpr) return keyedStructLit(e, s, base);
  for (size_t i = 0; i < e->elems.size(); i++) {
    Expr* elem = e->elems[i];
    if (elem->kind == syntax::NodeKind::KeyValueExpr) {
      errorf(elem, Code::MixedStructLit, "mixture of field:value and value elements in struct literal");
      continue;
    }
    Operand x;
    expr(x, elem);
    if (i >= s->fields.size()) {
      errorf(x, Code::InvalidStructLit, "too many values in struct literal of type %s", base);
      break;
    }
    Var* field = s->fields[i];
    if (!field->name.exported() && field->pkg != pkg) {
      errorf(x, Code::UnexportedLitField, "implicit assignment to unexported field %s in struct literal of type %s",
             field->name, base);
      continue;
    }
    assignment(x, field->type, "struct literal");
  }
  if (e->elems.size() < s->fields.size())
    errorf(e->rbrace, Code::InvalidStructLit, "too few values in struct literal of type %s", base);
}

void Checker::Impl::keyedStructLit(CompositeLit* e, Struct* s, Type* base) {
  std::vector<bool> visited(s->fields.size());
  size_t next = 0;
  for (Expr* elem : e->elems) {
    auto* kv = syntax::as<KeyValueExpr>(elem);
    if (kv == nullptr) {
      errorf(elem, Code::MixedStructLit, "mixture of field:value and value elements in struct literal");
      continue;
    }
    Operand x;
    expr(x, kv->value);
    auto* key = syntax::as<syntax::NameExpr>(kv->key);
    if (key == nullptr) {
      errorf(kv, Code::InvalidLitField, "invalid field name %s in struct literal", kv->key);
      continue;
    }
    // Fields often stand in their order.
    bool inOrder = next < s->fields.size() && !key->name.blank() && sameId(s->fields[next], pkg, key->name);
    int i = inOrder ? int(next) : fieldIndex(s->fields, pkg, key->name);
    next = size_t(i + 1);
    if (i < 0) {
      errorf(key, Code::MissingLitField, "unknown field %s in struct literal of type %s", key->name, base);
      continue;
    }
    Var* field = s->fields[size_t(i)];
    key->object = field;
    assignment(x, field->type, "struct literal");
    if (visited[size_t(i)]) {
      errorf(kv, Code::DuplicateLitField, "duplicate field name %s in struct literal", key->name);
      continue;
    }
    visited[size_t(i)] = true;
  }
}

// ---- Arrays, slices, maps --------------------------------------------------------------------------------------

// The elements of an array or slice. length >= 0: indices must be below it. Gives the greatest index plus one.
int64_t Checker::Impl::indexedElems(std::span<Expr* const> elems, Type* elemType, int64_t length) {
  // Without keys no index can occur twice.
  std::unordered_set<int64_t> visited;
  bool keyed = false;
  int64_t index = 0, max = 0;
  for (size_t i = 0; i < elems.size(); i++) {
    Expr* elem = elems[i];
    Expr* value = elem;
    bool valid = false;
    if (auto* kv = syntax::as<KeyValueExpr>(elem)) {
      value = kv->value;
      if (!keyed) {
        for (int64_t k = 0; k < int64_t(i); k++) visited.insert(k);
        keyed = true;
      }
      int64_t at;
      Type* t;
      if (this->index(kv->key, length, &at, &t)) {
        if (at >= 0) {
          index = at;
          valid = true;
        } else {
          errorf(elem, Code::InvalidLitIndex, "index %s must be integer constant", kv->key);
        }
      }
    } else if (length >= 0 && index >= length) {
      errorf(elem, Code::OversizeArrayLit, "index %d is out of bounds (>= %d)", index, length);
    } else {
      valid = true;
    }
    if (valid && keyed && !visited.insert(index).second)
      errorf(elem, Code::DuplicateLitKey, "duplicate index %d in array or slice literal", index);
    index = int64_t(uint64_t(index) + 1);
    if (index > max) max = index;

    Operand x;
    exprWithHint(x, value, elemType);
    assignment(x, elemType, "array or slice literal");
  }
  return max;
}

namespace {

// Equal for equal constants of different kinds (1, 1.0, 1+0i).
std::string duplicateKey(ConstPool& pool, const ConstValue* v) {
  switch (kindOf(v)) {
    case ConstKind::String: return "s" + std::string(stringVal(v));
    case ConstKind::Bool: return boolVal(v) ? "true" : "false";
    case ConstKind::Float:
    case ConstKind::Complex: {
      const ConstValue* i = toInt(pool, v);
      if (kindOf(i) == ConstKind::Int) return exactString(i);
      const ConstValue* f = toFloat(pool, v);
      return kindOf(f) == ConstKind::Float ? exactString(f) : exactString(v);
    }
    default: return exactString(v);
  }
}

}  // namespace

void Checker::Impl::mapLit(CompositeLit* e, Map* m) {
  // With an interface as key type, constants of different types are different keys.
  bool keyIsInterface = isNonTypeParamInterface(m->key);
  std::unordered_map<std::string, std::vector<Type*>> visited;
  for (Expr* elem : e->elems) {
    auto* kv = syntax::as<KeyValueExpr>(elem);
    if (kv == nullptr) {
      errorf(elem, Code::MissingLitKey, "missing key in map literal");
      continue;
    }
    Operand x;
    exprWithHint(x, kv->key, m->key);
    assignment(x, m->key, "map literal");
    if (x.invalid()) continue;
    if (x.isConstant() && kindOf(x.val) != ConstKind::Unknown) {
      auto [it, isNew] = visited.try_emplace(duplicateKey(world.constants(), x.val));
      bool duplicate = !isNew && !keyIsInterface;
      if (keyIsInterface) {
        for (Type* t : it->second) duplicate = duplicate || identical(t, x.type);
        it->second.push_back(x.type);
      }
      if (duplicate) {
        errorf(x, Code::DuplicateLitKey, "duplicate key %s in map literal", x.val);
        continue;
      }
    }
    Operand y;
    exprWithHint(y, kv->value, m->elem);
    assignment(y, m->elem, "map literal");
  }
}

}  // namespace gosub::types
