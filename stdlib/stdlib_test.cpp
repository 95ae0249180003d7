// The main program of the library's unit tests.
#define CATCH_CONFIG_MAIN
#include <catch2/catch.hpp>
