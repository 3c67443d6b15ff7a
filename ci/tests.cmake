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

# What proves a script, or whose script calls a program that no other does.
function(proof name)
	check(${name} ${ARGN})
	set_tests_properties(${build}/${name} PROPERTIES LABELS proof)
endfunction()

if(MMFUZZ_BUGS MATCHES "\\.cocci$")
	check(mended ${checks}/mended ${CMAKE_BINARY_DIR} ${MMFUZZ_BUGS} 10000)
	return()
endif()

if(MMFUZZ_BUGS)
	proof(found ${checks}/found ${CMAKE_BINARY_DIR} 120)
	return()
endif()

if(MMFUZZ_VARIANT STREQUAL "cov")
	proof(coverage ${checks}/coverage ${CMAKE_BINARY_DIR})
	return()
endif()

# A program takes ten times as long where a pageblock has hundreds of pages.
set(programs 10000)
if(NOT MMFUZZ_PROFILE MATCHES "^dense")
	set(programs 1000)
endif()
math(EXPR twice "2 * ${programs}")
math(EXPR half "${programs} / 2")

# Of every build:
check(info ${mmfuzz} info)
check(random ${mmfuzz} random --count ${twice} --seed 1 --save ${CMAKE_BINARY_DIR}/findings)
check(corpus ${checks}/corpus ${CMAKE_BINARY_DIR})
check(boot ${checks}/boot ${CMAKE_BINARY_DIR})
# Machines of some pageblocks are too large on arm64-64k; on numa2, where nodes meet anywhere, findings are not understood yet.
if(NOT MMFUZZ_PROFILE MATCHES "^(arm64-64k|numa2)$")
	check(areas ${checks}/areas ${CMAKE_BINARY_DIR})
endif()
if(TARGET props)
	check(props ${CMAKE_BINARY_DIR}/bin/props -j1)
endif()

# What the variant, the profile or CONFIG_DEBUG_VM make no difference to, once a kernel.
if(MMFUZZ_DEBUG_VM AND MMFUZZ_PROFILE STREQUAL "dense" AND NOT MMFUZZ_LOCKDEP)
	if(MMFUZZ_VARIANT STREQUAL "afl")
		proof(afl ${checks}/afl ${CMAKE_BINARY_DIR} 20)
	elseif(MMFUZZ_VARIANT STREQUAL "asan")
		check(budget ${checks}/budget ${CMAKE_BINARY_DIR} ${half})
		check(traces ${checks}/traces ${CMAKE_BINARY_DIR} ${programs})
		check(explain ${checks}/explain ${CMAKE_BINARY_DIR})
		check(kconfig ${PROJECT_SOURCE_DIR}/mmcore/tree/kconfig --some ${CMAKE_BINARY_DIR})
		check(drift ${PROJECT_SOURCE_DIR}/mmcore/tree/drift ${CMAKE_BINARY_DIR})
		check(compare ${checks}/compare ${CMAKE_BINARY_DIR})
		check(bad-input ${checks}/bad-input ${CMAKE_BINARY_DIR})
		check(text ${checks}/text ${CMAKE_BINARY_DIR})
		check(rooms ${checks}/rooms ${CMAKE_BINARY_DIR})
		check(faithful ${PROJECT_SOURCE_DIR}/mmcore/tree/faithful ${MMFUZZ_KERNEL})
		check(fuzz ${checks}/fuzz ${CMAKE_BINARY_DIR} 20)
		if(MMFUZZ_PROOFS)
			proof(bad-tree ${checks}/bad-tree ${MMFUZZ_KERNEL})
			proof(user-tree ${checks}/user-tree ${MMFUZZ_KERNEL})
			proof(faithful-fires ${checks}/faithful ${MMFUZZ_KERNEL})
			proof(kconfig-fires ${checks}/kconfig ${CMAKE_BINARY_DIR})
			proof(drift-fires ${checks}/drift ${MMFUZZ_KERNEL})
		endif()
	endif()
elseif(MMFUZZ_PROFILE MATCHES "^(amd64|board)$" AND MMFUZZ_DEBUG_VM)
	# Figures of other sizes, and what is explained of the worked configurations.
	check(budget ${checks}/budget ${CMAKE_BINARY_DIR} ${half})
	check(explain ${checks}/explain ${CMAKE_BINARY_DIR})
endif()
