// The spelling of unnamed types, as reflect.Type.String and %T print them.
#include "base/unicode.h"
#include "runtime/types/table_impl.h"

namespace gosub::rt {

using abi::Kind;
using abi::TypeDesc;

namespace {

std::string text(const TypeDesc* t) { return std::string(t->string.view()); }

std::string spellChan(const TypeDesc& t) {
  std::string elem = text(t.elem);
  switch (ChanDir(t.len)) {
    case ChanDir::Recv: return "<-chan " + elem;
    case ChanDir::Send: return "chan<- " + elem;
    case ChanDir::Both: break;
  }
  // chan (<-chan T) would otherwise read as chan<- (chan T)
  if (elem.starts_with("<-")) return "chan (" + elem + ")";
  return "chan " + elem;
}

// From the opening parenthesis on: what stands behind "func" or a method's name.
std::string spellSignature(const TypeDesc& t) {
  std::string s = "(";
  for (size_t i = 0; i < t.in.size(); i++) {
    if (i > 0) s += ", ";
    bool last = i + 1 == t.in.size();
    s += last && (t.flags & abi::kTypeVariadic) ? "..." + text(t.in[i]->elem) : text(t.in[i]);
  }
  s += ")";
  if (t.out.size() == 1) return s + " " + text(t.out[0]);
  if (t.out.empty()) return s;
  s += " (";
  for (size_t i = 0; i < t.out.size(); i++) s += (i > 0 ? ", " : "") + text(t.out[i]);
  return s + ")";
}

std::string spellStruct(const TypeDesc& t) {
  std::string s = "struct {";
  for (size_t i = 0; i < t.fields.size(); i++) {
    const abi::StructField& f = t.fields[i];
    s += i > 0 ? "; " : " ";
    if (!f.embedded) s += std::string(f.name.view()) + " ";
    s += text(f.type);
    if (f.tag.len > 0) s += " " + unicode::quote(f.tag.view());
  }
  return s + (t.fields.empty() ? "}" : " }");
}

// The last element of an import path stands for the package's name, which descriptors don't hold.
std::string_view packageName(std::string_view path) {
  size_t slash = path.rfind('/');
  return slash == path.npos ? path : path.substr(slash + 1);
}

std::string spellInterface(const TypeDesc& t) {
  std::string s = "interface {";
  bool first = true;
  for (const abi::InterfaceMethod& m : t.interfaceMethods) {
    s += first ? " " : "; ";
    first = false;
    if (m.pkgPath.len > 0) s += std::string(packageName(m.pkgPath.view())) + ".";
    s += std::string(m.name.view()) + spellSignature(*m.type);
  }
  return s + (first ? "}" : " }");
}

}  // namespace

std::string spell(const TypeDesc& t) {
  switch (t.kind) {
    case Kind::Pointer: return "*" + text(t.elem);
    case Kind::Slice: return "[]" + text(t.elem);
    case Kind::Array: return "[" + std::to_string(t.len) + "]" + text(t.elem);
    case Kind::Map: return "map[" + text(t.key) + "]" + text(t.elem);
    case Kind::Chan: return spellChan(t);
    case Kind::Func: return "func" + spellSignature(t);
    case Kind::Struct: return spellStruct(t);
    case Kind::Interface: return spellInterface(t);
    default: return text(&t);
  }
}

}  // namespace gosub::rt
