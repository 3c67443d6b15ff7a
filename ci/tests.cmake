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
	set_tests_properties(${build}/${name} PROPERTIES TIMEOUT 600 SKIP_RETURN_CODE 77 LABELS "${with_LABELS}")
endfunction()

# A profile may name another of the same geometry (SIM_GEOMETRY_OF): what that one's tests show already is long here.
file(STRINGS ${PROJECT_SOURCE_DIR}/mmcore/tree/profiles/${MMFUZZ_PROFILE}.config geometry_of REGEX "^SIM_GEOMETRY_OF=")
set(elsewhere)
if(geometry_of)
	set(elsewhere long)
endif()

if(MMFUZZ_BUGS MATCHES "\\.cocci$")
	check(mended COMMAND ${checks}/mended ${CMAKE_BINARY_DIR} ${MMFUZZ_BUGS} 10000)
	return()
endif()

if(MMFUZZ_BUGS)
	# Several bugs: those whose findings are to be made small.
	if(MMFUZZ_BUGS MATCHES ";")
		check(shrink LABELS long COMMAND ${checks}/shrink ${CMAKE_BINARY_DIR} 100)
		set_tests_properties(${build}/shrink PROPERTIES TIMEOUT 3600)
		return()
	endif()
	check(found LABELS proof COMMAND ${checks}/found ${CMAKE_BINARY_DIR} 120)
	check(exhaust LABELS proof COMMAND ${checks}/exhaust ${CMAKE_BINARY_DIR})
	check(shrink LABELS proof long COMMAND ${checks}/shrink ${CMAKE_BINARY_DIR} 5)
	return()
endif()

if(MMFUZZ_VARIANT STREQUAL "cov")
	check(coverage LABELS proof COMMAND ${checks}/coverage ${CMAKE_BINARY_DIR})
	return()
endif()

# Of every build.  What a check needs of a profile it asks of the build (checks/lib.sh), and is skipped where that is not there.
check(info LABELS quick COMMAND ${mmfuzz} info)
check(random COMMAND ${checks}/random ${CMAKE_BINARY_DIR})
check(stored LABELS quick COMMAND ${checks}/stored ${CMAKE_BINARY_DIR})
if(TARGET props)
	# CONFIG_DEBUG_VM and the geometry make a difference to the suite one by one.
	set(labels ${elsewhere})
	if(NOT MMFUZZ_DEBUG_VM AND NOT MMFUZZ_PROFILE STREQUAL default_profile)
		set(labels long)
	endif()
	check(props LABELS ${labels} COMMAND ${checks}/proven ${CMAKE_BINARY_DIR})
endif()

# Once a geometry: what the variant and CONFIG_DEBUG_VM make no difference to (numa2 has lockdep in ci/test).
if(NOT MMFUZZ_DEBUG_VM OR NOT MMFUZZ_VARIANT MATCHES "^(asan|afl)$")
	return()
endif()
if(MMFUZZ_VARIANT STREQUAL "afl")
	check(afl LABELS proof COMMAND ${checks}/afl ${CMAKE_BINARY_DIR} 20)
	return()
endif()
check(boot LABELS ${elsewhere} COMMAND ${checks}/boot ${CMAKE_BINARY_DIR})
check(why LABELS ${elsewhere} COMMAND ${checks}/why ${CMAKE_BINARY_DIR})
check(boards LABELS quick COMMAND ${checks}/boards ${CMAKE_BINARY_DIR})
# Of the two page geometries that boards have: forty trees.
check(sweep LABELS ${elsewhere} COMMAND ${checks}/sweep ${CMAKE_BINARY_DIR} 20)
check(areas COMMAND ${checks}/areas ${CMAKE_BINARY_DIR})
check(budget LABELS ${elsewhere} COMMAND ${checks}/budget ${CMAKE_BINARY_DIR})
check(explain LABELS quick ${elsewhere} COMMAND ${checks}/explain ${CMAKE_BINARY_DIR})

# Beside the one with the proofs, the other geometries, whose findings are others.
if(MMFUZZ_PROOFS)
	check(story COMMAND ${checks}/story ${CMAKE_BINARY_DIR})
else()
	check(story LABELS long COMMAND ${checks}/story ${CMAKE_BINARY_DIR})
endif()

# Once a kernel: what the profile makes no difference to, either.
if(MMFUZZ_LOCKDEP OR NOT MMFUZZ_PROFILE STREQUAL default_profile)
	return()
endif()
check(inputs COMMAND ${checks}/inputs ${CMAKE_BINARY_DIR})
check(shrink COMMAND ${checks}/shrink ${CMAKE_BINARY_DIR} 0)
check(traces COMMAND ${checks}/traces ${CMAKE_BINARY_DIR})
check(exhaust COMMAND ${checks}/exhaust ${CMAKE_BINARY_DIR})
check(kconfig LABELS quick COMMAND ${PROJECT_SOURCE_DIR}/mmcore/tree/kconfig --some ${CMAKE_BINARY_DIR})
check(drift COMMAND ${PROJECT_SOURCE_DIR}/mmcore/tree/drift ${CMAKE_BINARY_DIR})
check(faithful LABELS quick COMMAND ${PROJECT_SOURCE_DIR}/mmcore/tree/faithful ${MMFUZZ_KERNEL})
check(fuzz COMMAND ${checks}/fuzz ${CMAKE_BINARY_DIR} 10)

# Once: scripts, and the host side, to which the kernel makes no difference.
if(MMFUZZ_PROOFS)
	check(bad-input LABELS quick COMMAND ${checks}/bad-input ${CMAKE_BINARY_DIR})
	check(rooms LABELS quick COMMAND ${checks}/rooms ${CMAKE_BINARY_DIR})
	check(made LABELS quick COMMAND ${checks}/made ${CMAKE_BINARY_DIR})
	check(triage LABELS quick COMMAND ${checks}/triage ${CMAKE_BINARY_DIR})
	check(export LABELS proof long COMMAND ${checks}/export ${CMAKE_BINARY_DIR})
	check(gdb LABELS proof long COMMAND ${checks}/gdb ${CMAKE_BINARY_DIR})
	check(map LABELS quick COMMAND ${checks}/map ${CMAKE_BINARY_DIR})
	check(text COMMAND ${checks}/text ${CMAKE_BINARY_DIR})
	check(compare COMMAND ${checks}/compare ${CMAKE_BINARY_DIR})
	check(bad-tree LABELS proof long COMMAND ${checks}/bad-tree ${MMFUZZ_KERNEL})
	check(user-tree LABELS proof long COMMAND ${checks}/user-tree ${MMFUZZ_KERNEL})
	check(faithful-fires LABELS proof long COMMAND ${checks}/faithful ${MMFUZZ_KERNEL})
	check(view LABELS proof long COMMAND ${checks}/view ${CMAKE_BINARY_DIR})
	check(kconfig-fires LABELS proof COMMAND ${checks}/kconfig ${CMAKE_BINARY_DIR})
	check(bisect LABELS proof long COMMAND ${checks}/bisect ${MMFUZZ_KERNEL})
	set_tests_properties(${build}/bisect PROPERTIES TIMEOUT 1800)
	check(replay LABELS proof long COMMAND ${checks}/replay ${MMFUZZ_KERNEL})
	check(premerge LABELS proof long COMMAND ${checks}/premerge ${MMFUZZ_KERNEL})
	set_tests_properties(${build}/premerge PROPERTIES TIMEOUT 3600)
	check(nightly LABELS proof long COMMAND ${checks}/nightly ${CMAKE_BINARY_DIR})
	set_tests_properties(${build}/nightly PROPERTIES TIMEOUT 1800)
	check(oss-fuzz LABELS proof long COMMAND ${checks}/oss-fuzz ${MMFUZZ_KERNEL})
	set_tests_properties(${build}/oss-fuzz PROPERTIES TIMEOUT 1800)
	check(mutants LABELS proof long COMMAND ${checks}/mutants ${CMAKE_BINARY_DIR})
	set_tests_properties(${build}/mutants PROPERTIES TIMEOUT 3600)
	check(drift-fires LABELS proof long COMMAND ${checks}/drift ${MMFUZZ_KERNEL})
endif()
