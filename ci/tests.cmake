# SPDX-License-Identifier: GPL-2.0
#
# tests.cmake - the tests of one build; ci/test runs those of all builds as one.  Names begin with the build's directory.
get_filename_component(build ${CMAKE_BINARY_DIR} NAME)
set(mmfuzz ${CMAKE_BINARY_DIR}/bin/mmfuzz)
set(checks ${PROJECT_SOURCE_DIR}/ci/checks)

# check NAME [LABELS LABEL...] COMMAND...: quick takes seconds; long belongs to ci/test --all; proof: proves a script, or its script calls
# a program that no other does
function(check name)
	cmake_parse_arguments(PARSE_ARGV 1 with "" "" "LABELS;COMMAND")
	add_test(NAME ${build}/${name} COMMAND ${with_COMMAND})
	set_tests_properties(${build}/${name} PROPERTIES TIMEOUT 600 LABELS "${with_LABELS}")
endfunction()

if(MMFUZZ_BUGS MATCHES "\\.cocci$")
	check(mended COMMAND ${checks}/mended ${CMAKE_BINARY_DIR} ${MMFUZZ_BUGS} 10000)
	return()
endif()

if(MMFUZZ_BUGS)
	check(found LABELS proof COMMAND ${checks}/found ${CMAKE_BINARY_DIR} 120)
	return()
endif()

if(MMFUZZ_VARIANT STREQUAL "cov")
	check(coverage LABELS proof COMMAND ${checks}/coverage ${CMAKE_BINARY_DIR})
	return()
endif()

# A program takes ten times as long where a pageblock has hundreds of pages.
set(programs 10000)
if(NOT MMFUZZ_PROFILE MATCHES "^dense")
	set(programs 1000)
endif()
math(EXPR half "${programs} / 2")

# Of every build:
check(info LABELS quick COMMAND ${mmfuzz} info)
check(random COMMAND ${mmfuzz} random --count ${programs} --seed 1 --save ${CMAKE_BINARY_DIR}/findings)
check(corpus LABELS quick COMMAND ${checks}/corpus ${CMAKE_BINARY_DIR})
if(TARGET props AND MMFUZZ_PROFILE STREQUAL "dense" AND MMFUZZ_VARIANT STREQUAL "asan")
	check(props COMMAND ${checks}/proven ${CMAKE_BINARY_DIR})
elseif(TARGET props)
	# Some proofs want a machine of many pageblocks.
	check(props COMMAND ${CMAKE_BINARY_DIR}/bin/props -j1)
endif()

# What the variant, the profile or CONFIG_DEBUG_VM make no difference to, once a kernel.
if(MMFUZZ_DEBUG_VM AND MMFUZZ_PROFILE STREQUAL "dense" AND NOT MMFUZZ_LOCKDEP)
	if(MMFUZZ_VARIANT STREQUAL "afl")
		check(afl LABELS proof COMMAND ${checks}/afl ${CMAKE_BINARY_DIR} 20)
	elseif(MMFUZZ_VARIANT STREQUAL "asan")
		check(boot COMMAND ${checks}/boot ${CMAKE_BINARY_DIR})
		check(areas COMMAND ${checks}/areas ${CMAKE_BINARY_DIR})
		check(budget COMMAND ${checks}/budget ${CMAKE_BINARY_DIR} ${half})
		check(traces COMMAND ${checks}/traces ${CMAKE_BINARY_DIR} ${programs})
		check(explain LABELS quick COMMAND ${checks}/explain ${CMAKE_BINARY_DIR})
		check(kconfig LABELS quick COMMAND ${PROJECT_SOURCE_DIR}/mmcore/tree/kconfig --some ${CMAKE_BINARY_DIR})
		check(drift COMMAND ${PROJECT_SOURCE_DIR}/mmcore/tree/drift ${CMAKE_BINARY_DIR})
		check(compare COMMAND ${checks}/compare ${CMAKE_BINARY_DIR})
		check(bad-input LABELS quick COMMAND ${checks}/bad-input ${CMAKE_BINARY_DIR})
		check(text COMMAND ${checks}/text ${CMAKE_BINARY_DIR})
		check(rooms LABELS quick COMMAND ${checks}/rooms ${CMAKE_BINARY_DIR})
		check(faithful LABELS quick COMMAND ${PROJECT_SOURCE_DIR}/mmcore/tree/faithful ${MMFUZZ_KERNEL})
		check(fuzz COMMAND ${checks}/fuzz ${CMAKE_BINARY_DIR} 20)
		if(MMFUZZ_PROOFS)
			check(bad-tree LABELS proof long COMMAND ${checks}/bad-tree ${MMFUZZ_KERNEL})
			check(user-tree LABELS proof long COMMAND ${checks}/user-tree ${MMFUZZ_KERNEL})
			check(faithful-fires LABELS proof COMMAND ${checks}/faithful ${MMFUZZ_KERNEL})
			check(view LABELS proof COMMAND ${checks}/view ${CMAKE_BINARY_DIR})
			check(kconfig-fires LABELS proof COMMAND ${checks}/kconfig ${CMAKE_BINARY_DIR})
			check(drift-fires LABELS proof long COMMAND ${checks}/drift ${MMFUZZ_KERNEL})
		endif()
	endif()
elseif(NOT MMFUZZ_PROFILE STREQUAL "dense" AND MMFUZZ_DEBUG_VM)
	# Other sizes and nodes, and what is explained of the worked configurations.
	check(boot COMMAND ${checks}/boot ${CMAKE_BINARY_DIR})
	check(budget COMMAND ${checks}/budget ${CMAKE_BINARY_DIR} ${half})
	check(explain LABELS quick COMMAND ${checks}/explain ${CMAKE_BINARY_DIR})
	# Machines of some pageblocks are too large on arm64-64k; on numa2, where nodes meet anywhere, findings are not understood yet.
	if(NOT MMFUZZ_PROFILE MATCHES "^(arm64-64k|numa2)$")
		check(areas COMMAND ${checks}/areas ${CMAKE_BINARY_DIR})
	endif()
endif()
