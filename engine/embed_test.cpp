// The embedding API as a host uses it.
#define CATCH_CONFIG_MAIN
#include <catch2/catch.hpp>

#include <unistd.h>

#include <algorithm>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

#include "gosub/gosub.h"

namespace {

gosub_status loadText(gosub_instance* g, const std::string& text) {
  return gosub_load(g, "host.go", text.data(), text.size());
}

gosub_value integer(int64_t n) {
  gosub_value v = {};
  v.kind = GOSUB_INT;
  v.as.integer = n;
  return v;
}

gosub_value text(const char* s) {
  gosub_value v = {};
  v.kind = GOSUB_STRING;
  v.as.string.data = s;
  v.as.string.length = std::strlen(s);
  return v;
}

int64_t callInt(gosub_instance* g, const char* name, std::initializer_list<gosub_value> args) {
  gosub_value result = {};
  size_t n = 0;
  gosub_status status = gosub_call(g, name, args.begin(), args.size(), &result, 1, &n);
  INFO(gosub_error(g));
  CHECK(status == GOSUB_OK);
  CHECK(n == 1);
  return result.as.integer;
}

// What a process holds that an instance could leave behind. (Memory that is not given back to the allocator at all is LeakSanitizer's.)
struct Held {
  long residentPages;
  long mappings;
  long descriptors;
};

Held held() {
  Held h = {};
  long size = 0;
  std::ifstream("/proc/self/statm") >> size >> h.residentPages;
  std::ifstream maps("/proc/self/maps");
  h.mappings = std::count(std::istreambuf_iterator<char>(maps), {}, '\n');
  h.descriptors = std::distance(std::filesystem::directory_iterator("/proc/self/fd"), {});
  return h;
}

// AddressSanitizer keeps freed memory for a while.
#if defined(__has_feature) && (__has_feature(address_sanitizer) || __has_feature(thread_sanitizer))
constexpr bool kMemoryIsGivenBack = false;
#else
constexpr bool kMemoryIsGivenBack = true;
#endif

void checkNoGrowth(const Held& before) {
  Held now = held();
  CHECK(now.descriptors == before.descriptors);
  if (!kMemoryIsGivenBack) return;
  CHECK(now.residentPages <= before.residentPages + (4l << 20) / sysconf(_SC_PAGESIZE));
  CHECK(now.mappings <= before.mappings + 8);
}

}  // namespace

TEST_CASE("two instances, declarations one by one") {
  gosub_options o = {};
  gosub_instance* a = gosub_create(&o);
  gosub_instance* b = gosub_create(&o);
  CHECK(loadText(a, "var total int") == GOSUB_OK);
  CHECK(loadText(a, "func Add(n int) int { total += n; return total }") == GOSUB_OK);
  CHECK(loadText(b, "var total = 100; func Add(n int) int { total -= n; return total }") == GOSUB_OK);
  CHECK(callInt(a, "Add", {integer(5)}) == 5);
  CHECK(callInt(b, "Add", {integer(5)}) == 95);
  CHECK(callInt(a, "Add", {integer(7)}) == 12);
  CHECK(loadText(a, "import \"strings\"\nfunc Up(s string) string { return strings.ToUpper(s) }") == GOSUB_OK);
  gosub_value arg = text("go"), result = {};
  size_t n = 0;
  CHECK(gosub_call(a, "Up", &arg, 1, &result, 1, &n) == GOSUB_OK);
  CHECK(std::string(result.as.string.data, result.as.string.length) == "GO");
  gosub_close(a);
  CHECK(callInt(b, "Add", {integer(1)}) == 94);
  gosub_close(b);
}

TEST_CASE("failures are statuses") {
  gosub_options o = {};
  gosub_instance* g = gosub_create(&o);
  CHECK(loadText(g, "func F() int { return \"s\" }") == GOSUB_COMPILE_ERROR);
  CHECK(std::string(gosub_error(g)).find("host.go:1:23: cannot use \"s\"") != std::string::npos);
  CHECK(loadText(g, "func G(n int8) int { return int(n) }") == GOSUB_OK);
  CHECK(gosub_call(g, "H", nullptr, 0, nullptr, 0, nullptr) == GOSUB_BAD_ARGUMENT);
  gosub_value big = integer(200);
  CHECK(gosub_call(g, "G", &big, 1, nullptr, 0, nullptr) == GOSUB_BAD_ARGUMENT);
  CHECK(loadText(g, "func P() { panic(\"boom\") }") == GOSUB_OK);
  CHECK(gosub_call(g, "P", nullptr, 0, nullptr, 0, nullptr) == GOSUB_PANIC);
  CHECK(std::string(gosub_error(g)).starts_with("panic: boom\n"));
  CHECK(gosub_exit_code(g) == 2);
  CHECK(gosub_call(g, "P", nullptr, 0, nullptr, 0, nullptr) == GOSUB_BAD_ARGUMENT);
  gosub_close(g);
}

TEST_CASE("os.Exit ends the instance, not the process") {
  gosub_options o = {};
  gosub_instance* g = gosub_create(&o);
  CHECK(loadText(g, "import \"os\"\nfunc Quit() { os.Exit(3) }") == GOSUB_OK);
  CHECK(gosub_call(g, "Quit", nullptr, 0, nullptr, 0, nullptr) == GOSUB_EXIT);
  CHECK(gosub_exit_code(g) == 3);
  gosub_close(g);
}

TEST_CASE("create, load, call, close, many times") {
  gosub_options o = {};
  Held before = {};
  for (int i = 0; i < 1000; i++) {
    if (i == 100) before = held();
    gosub_instance* g = gosub_create(&o);
    REQUIRE(loadText(g, "var m = map[string]int{\"a\": 1}") == GOSUB_OK);
    REQUIRE(loadText(g, "func F(k string) int { c := make(chan int); go func() { c <- m[k] }(); return <-c }") == GOSUB_OK);
    REQUIRE(callInt(g, "F", {text("a")}) == 1);
    gosub_close(g);
  }
  checkNoGrowth(before);
}

TEST_CASE("closing an instance whose goroutines wait in every way") {
  constexpr const char* kSource = R"go(
import ("os"; "runtime"; "sync"; "time")
var mu sync.Mutex
func Start() int {
	c := make(chan int)
	go func() { <-c }()
	go func() { c := make(chan int); c <- 1 }()
	go func() { c := make(chan int); select { case <-c: case c <- 1: } }()
	go func() { select {} }()
	mu.Lock()
	go mu.Lock()
	cond := sync.NewCond(&sync.Mutex{})
	go func() { cond.L.Lock(); cond.Wait() }()
	go time.Sleep(time.Hour)
	time.AfterFunc(time.Hour, func() {})
	r, w, _ := os.Pipe()
	go func() { var b [1]byte; r.Read(b[:]); w.Close() }()
	go func() { defer func() { recover(); <-c }(); panic("held") }()
	go func() { defer func() { <-c }(); runtime.Goexit() }()
	runtime.SetFinalizer(new([2]int), func(*[2]int) { <-c })
	runtime.GC()
	time.Sleep(5 * time.Millisecond)
	return runtime.NumGoroutine()
}
)go";
  gosub_options o = {};
  Held before = {};
  for (int i = 0; i < 30; i++) {
    if (i == 10) before = held();
    gosub_instance* g = gosub_create(&o);
    REQUIRE(loadText(g, kSource) == GOSUB_OK);
    CHECK(callInt(g, "Start", {}) == 11);
    gosub_close(g);
  }
  checkNoGrowth(before);
}
