# SPDX-License-Identifier: GPL-2.0
#
# boards.awk - of a file of arch/arm/mach-*: a line for each name of a tree whose machine description reserves memory or says what DMA
# reaches: name, function or -, size or -.  A name of arm's old trees may be an array's own, which is printed as it is.
/\[\].*= \{/ { array = $0; sub(/\[\].*/, "", array); sub(/.*[ *]/, "", array); next }
/^};/ { array = "" }
array { while (match($0, /"[^"]*"/)) { names[array] = names[array] " " substr($0, RSTART, RLENGTH); $0 = substr($0, RSTART + RLENGTH) } }
/^DT_MACHINE_START/ { reserve = zone = "-"; compatible = "" }
/^\t\.(reserve|dma_zone_size|dt_compat)[ \t]*=/ { value = $0; gsub(/.*= *|,.*/, "", value) }
/^\t\.reserve/ { reserve = value }
/^\t\.dma_zone_size/ { zone = value }
/^\t\.dt_compat/ { compatible = value }
/^MACHINE_END/ && compatible {
	count = split(compatible in names ? names[compatible] : compatible, name, " ")
	for (i = 1; i <= count && (reserve != "-" || zone != "-"); i++)
		print name[i], reserve, zone
	compatible = ""
}
