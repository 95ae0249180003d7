// Deferred calls, panics and Goexit of a goroutine: the records and the decisions. Who runs frames (the interpreter) acts on
// them; nothing here touches bytecode.
//
// A panic runs the deferred calls of the goroutine, innermost first, on top of the frame that panicked. A deferred call that
// recovers it makes control continue in the frame that deferred it. Goexit is a panic that can't be recovered.
//
// Invariants
//   PANIC-1  G::defers is ordered by frame: records of inner frames come first.
//   PANIC-2  A DeferRecord remembers the newest panic at the time of the defer statement. Its frame is younger than that
//            panic's, so when control returns to the frame, exactly the panics newer than that one have ended.
#pragma once

#include <cstdint>
#include <deque>
#include <string>
#include <string_view>

#include "runtime/abi/frame.h"
#include "runtime/abi/g.h"
#include "runtime/abi/native.h"

namespace gosub::rt {

struct DeferRecord {
  DeferRecord* next;
  abi::Word* fp;             // the frame that deferred; null marks the border of a nested run
  const abi::FuncVal* fn;    // without parameters
  PanicRecord* panic;        // G::panics at the time
};

struct PanicRecord {
  PanicRecord* link;         // older
  abi::Eface value;
  abi::Word* fp;             // the frame that panicked ...
  const uint64_t* pc;        // ... and where
  bool atReturn;             // pc is a return address (the panic came from a native that had called Go)
  bool goexit;
  bool recovered = false;
  bool textAsked = false;    // its Error or String method runs or has returned ...
  bool hasText = false;      // ... text
  bool isFault;              // nil dereference: printed with a signal line
  uintptr_t faultAddress;
  abi::Word* deferFp = nullptr;        // of the deferred call that runs
  PanicRecord* deferPanic = nullptr;
  std::string text = {};
};

class DeferPool {
 public:
  DeferRecord* take() {
    DeferRecord* d = free_;
    if (d == nullptr) return &all_.emplace_back();
    free_ = d->next;
    return d;
  }
  void give(DeferRecord* d) {
    d->next = free_;
    free_ = d;
  }

 private:
  DeferRecord* free_ = nullptr;
  std::deque<DeferRecord> all_;
};

// ---- defer
void pushDefer(abi::G& g, abi::Word* fp, const abi::FuncVal* fn);
// The next deferred call of the frame; null when there is none.
const abi::FuncVal* takeDefer(abi::G& g, abi::Word* fp);

// ---- panic
// Starts a panic with g.panicValue (or a Goexit) at a place.
PanicRecord* startPanic(abi::G& g, abi::Word* fp, const uint64_t* pc, bool atReturn, bool goexit);
// The deferred call that the panic runs next; null when none is left.
const abi::FuncVal* nextPanicDefer(abi::G& g, PanicRecord* p);
// recover() in the frame fp: marks the panic and gives its value; a nil interface when there is nothing to recover there.
abi::Eface recoverValue(abi::G& g, abi::Word* fp);
// After the deferred call of p has recovered it: drops the panics that have ended. Null: control goes on in frame *fp.
// Else a Goexit that would have been left: its deferred calls go on.
PanicRecord* finishRecovery(abi::G& g, PanicRecord* p, abi::Word** fp);
// Drops everything (the goroutine ends).
void dropPanics(abi::G& g);

// ---- an uncaught panic
// Methods to call before the report, one at a time: the Error or String method of the next value that has one. Null when all
// texts are there. setPanicText takes what it returned.
const abi::FuncDesc* nextTextMethod(abi::G& g, abi::Word* receiver);
void setPanicText(abi::G& g, abi::String text);
// Has such a method panicked in its turn?
bool panicInText(abi::G& g);
// "panic: ..." with its chain and the goroutine's trace, exit status 2. Returns kExit.
abi::Status reportPanic(abi::G& g);
abi::Status reportPanicInText(abi::G& g);
// "unexpected fault address": a fatal error.
abi::Status fatalFault(abi::G& g, uintptr_t address);

}  // namespace gosub::rt
