// Methods of struct types made by StructOf: those of their embedded fields. The code of each is a native that turns the
// receiver word into the field's and calls the field's method.
#include <cstring>
#include <iterator>
#include <map>
#include <string_view>
#include <vector>

#include "runtime/heap/alloc.h"
#include "runtime/panic/raise.h"
#include "runtime/runtime.h"
#include "runtime/sched/callgo.h"
#include "runtime/types/table.h"
#include "stdlib/reflect/calls.h"

namespace gosub::stdlib::reflect {

using abi::FuncVal;
using abi::G;
using abi::Kind;
using abi::TypeDesc;
using abi::Word;

struct Promotion {
  const TypeDesc* field;       // type of the embedded field ...
  uint64_t offset;             // ... and its place
  const abi::FuncDesc* target; // null for interfaces: method number `index` of the table
  size_t index;
  bool receiverIsStruct;       // the receiver word is the field itself: a struct of one pointer
  bool takesAddress;           // the target's receiver word is the field's address
};

namespace {

int promoted(G* g, Word* args, Word*) {
  const abi::FuncDesc* d = g->callFn->desc;
  const MadeDesc& made = madeDescOf(d);
  const Promotion& p = *made.promotion;
  Word receiver = args[made.hidden];
  const abi::FuncDesc* target = p.target;
  if (!p.receiverIsStruct) {
    if (receiver == 0) return rt::raiseNilDeref(*g, p.offset);
    receiver += p.offset;
    if (p.field->kind == Kind::Interface) {
      auto* value = reinterpret_cast<const abi::Iface*>(receiver);
      if (value->tab == nullptr) return rt::raiseNilDeref(*g, 0);
      target = value->tab->fun[p.index];
      receiver = reinterpret_cast<Word>(value->data);
    } else if (!p.takesAddress) {
      receiver = *reinterpret_cast<const Word*>(receiver);
    }
  }
  Word* words = g->sched->callWords;
  if (d->argWords > std::size(g->sched->callWords)) words = static_cast<Word*>(rt::allocNoScan(*g, 8 * d->argWords));
  std::memcpy(words, args, 8 * d->argWords);
  words[made.hidden] = receiver;
  return rt::callGo(*g, reinterpret_cast<const FuncVal*>(target), words, passResults);
}

class Promoter {
 public:
  Promoter(G& g, const TypeDesc* t, const FuncVal* stub) : g_(g), table_(*g.runtime->types), struct_(t), stub_(stub) {}

  // The methods of t, or with viaPointer those of *t.
  std::vector<abi::Method> collect(bool viaPointer) {
    viaPointer_ = viaPointer;
    methods_.clear();
    times_.clear();
    for (const abi::StructField& f : struct_->fields) times_[f.name.view()] = 2;  // a field hides methods of its name
    for (const abi::StructField& f : struct_->fields)
      if (f.embedded) addField(f);
    std::erase_if(methods_, [this](const abi::Method& m) { return times_[m.name.view()] > 1; });
    return std::move(methods_);
  }

 private:
  void addField(const abi::StructField& f) {
    if (f.type->kind == Kind::Interface) {
      for (size_t i = 0; i < f.type->interfaceMethods.size(); i++) {
        const abi::InterfaceMethod& m = f.type->interfaceMethods[i];
        add(f, {m.name, m.pkgPath, m.type, nullptr, nullptr}, {f.type, f.offset, nullptr, i, false, false});
      }
      return;
    }
    // Through a pointer the methods of the field's address are there too.
    bool byAddress = viaPointer_ && f.type->kind != Kind::Pointer;
    const TypeDesc* holder = byAddress ? table_.pointerTo(f.type) : f.type;
    for (size_t i = 0; i < table_.methods(holder).size(); i++) {
      const abi::Method& m = table_.method(holder, i);
      add(f, m, {f.type, f.offset, m.ifaceFunc, 0, !viaPointer_ && struct_->isDirect(), byAddress || !f.type->isDirect()});
    }
  }
  void add(const abi::StructField& f, const abi::Method& m, const Promotion& p) {
    if (times_[m.name.view()]++ > 0) return;
    MadeDesc* made = makeDesc(g_, m.type, true, stub_, promoted);
    auto* kept = static_cast<Promotion*>(table_.allocate(sizeof(Promotion), alignof(Promotion)));
    *kept = p;
    made->promotion = kept;
    methods_.push_back({m.name, m.pkgPath, m.type, &made->desc, nullptr});
  }

  G& g_;
  rt::TypeTable& table_;
  const TypeDesc* struct_;
  const FuncVal* stub_;
  bool viaPointer_ = false;
  std::vector<abi::Method> methods_;
  std::map<std::string_view, int> times_;
};

}  // namespace

void promoteMethods(G& g, const TypeDesc* t, const FuncVal* stub) {
  bool known = t->source != nullptr || (t->lazyFlags.load(std::memory_order_relaxed) & abi::kTypeMethodsReady);
  if (known) return;
  Promoter promoter(g, t, stub);
  rt::TypeTable& table = *g.runtime->types;
  table.setMethods(t, promoter.collect(false));
  table.setMethods(table.pointerTo(t), promoter.collect(true));
}

}  // namespace gosub::stdlib::reflect
