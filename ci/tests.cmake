# SPDX-License-Identifier: GPL-2.0
#
# tests.cmake - the tests of one build; ci/test runs those of all builds as one.  Names begin with the build's directory.
get_filename_component(build ${CMAKE_BINARY_DIR} NAME)
set(mmfuzz ${CMAKE_BINARY_DIR}/bin/mmfuzz)
set(checks ${PROJECT_SOURCE_DIR}/ci/checks)

function(check name)
	add_test(NAME ${build}/${name} COMMAND ${ARGN})
	set_tests_properties(${build}/${name} PROPERTIES TIMEOUT 600)
endfunction()

if(MMFUZZ_BUGS)
	check(found ${checks}/found ${CMAKE_BINARY_DIR} 120)
	return()
endif()

check(info ${mmfuzz} info)
check(random ${mmfuzz} random --count 20000 --seed 1 --save ${CMAKE_BINARY_DIR}/findings)
check(traces ${checks}/traces ${CMAKE_BINARY_DIR} 500)
check(bad-input ${checks}/bad-input ${CMAKE_BINARY_DIR})
check(text ${checks}/text ${CMAKE_BINARY_DIR})
check(corpus ${checks}/corpus ${CMAKE_BINARY_DIR})
if(TARGET props)
	check(props ${CMAKE_BINARY_DIR}/bin/props -j1)
endif()
if(MMFUZZ_VARIANT STREQUAL "asan")
	check(fuzz ${checks}/fuzz ${CMAKE_BINARY_DIR} 20)
elseif(MMFUZZ_VARIANT STREQUAL "afl")
	check(afl ${checks}/afl ${CMAKE_BINARY_DIR} 20)
endif()
