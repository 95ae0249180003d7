// The builtins print and println, and how a panic value is shown when nobody recovers it. Both write to the instance's
// standard error in the same simple formats, which are not those of package fmt.
#pragma once

#include <string>
#include <string_view>

#include "runtime/abi/g.h"
#include "runtime/abi/typedesc.h"

namespace gosub::rt {

// ---- formats
std::string formatFloat(double d);                    // +1.500000e+000
std::string formatComplex(double re, double im);      // (+1.000000e+000+2.000000e+000i)
std::string formatPointer(const void* p);             // 0x0, 0xc000012345

// The text behind "panic: " for a value: basic kinds as print shows them, defined types of basic kinds with their type's
// name, others as (type) address. Errors and Stringers have been replaced by their text before (runtime/panic).
std::string formatPanicValue(abi::Eface value);
// What print(x) shows for a value of a basic type; empty if the type is none.
std::string formatBasic(const abi::TypeDesc* type, const void* value);

// ---- entries.def. What is printed between printBegin and printEnd is one write.
void printBegin(abi::G& g);
void printEnd(abi::G& g);
void printBool(abi::G& g, bool b);
void printInt(abi::G& g, int64_t i);
void printUint(abi::G& g, uint64_t i);
void printFloat(abi::G& g, double d);
void printComplex(abi::G& g, double re, double im);
void printString(abi::G& g, abi::String s);
void printPointer(abi::G& g, const void* p);
void printSlice(abi::G& g, const void* data, int64_t len, int64_t cap);
void printEface(abi::G& g, const void* type, const void* data);
void printSpace(abi::G& g);
void printNewline(abi::G& g);

}  // namespace gosub::rt
