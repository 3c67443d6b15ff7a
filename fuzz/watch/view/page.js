// SPDX-License-Identifier: GPL-2.0
// page.js - the picture of a run: a step is what changed since the one before, forth and, worked out here, back.
"use strict";

const CELLS_MAX = 12000; // pages in cells of their own; of larger machines a pageblock is one, until it is opened
const BLOCKS_MAX = 1500; // pageblocks in cells of their own; else those that no operation touches are put together
const MOVES_SHOWN = 64;
const AT_END = -2, NO_PFN = 0;

const data = JSON.parse(document.getElementById("data").textContent);
const machine = data.machine;
const looks = data.looks;
const steps = data.steps;
const states = []; // [look, order of the block that begins here or -1, serial of the owner or -1, words]

const $ = (id) => document.getElementById(id);
const hex = (pfn) => "0x" + pfn.toString(16);

function element(parent, tag, name, text) {
	const e = document.createElement(tag);
	if (name) e.className = name;
	if (text !== undefined) e.textContent = text;
	if (parent) parent.append(e);
	return e;
}

// ---------------------------------------------------------------- rows: pages, pageblocks, figures

class Row {
	constructor(key, size) {
		this.key = key;
		this.now = new Float64Array(size).fill(-1);
		this.undo = [];
	}
	// Calls `each` for every index that the runs cover.
	static walk(runs, each) {
		for (let i = 0, at = 0; runs && i < runs.length; i += 3) {
			at += runs[i];
			for (const end = at + runs[i + 1]; at < end; at++) each(at, runs[i + 2]);
		}
	}
	apply(runs, each) {
		Row.walk(runs, (at, value) => {
			this.now[at] = value;
			if (each) each(at);
		});
	}
	// The runs that take these back.
	inverse(runs) {
		const back = [];
		let noted = 0;
		Row.walk(runs, (at) => {
			const value = this.now[at], n = back.length;
			if (n && noted === at && back[n - 1] === value) back[n - 2]++;
			else back.push(at - noted, 1, value);
			noted = at + 1;
		});
		return back;
	}
	// Runs through all steps once.
	learn() {
		for (const step of steps) {
			this.undo.push(this.inverse(step[this.key]));
			this.apply(step[this.key]);
		}
	}
	// From step `from` to step `to`; both may be -1, before the boot.
	go(from, to, each) {
		for (; from < to; from++) this.apply(steps[from + 1][this.key], each);
		for (; from > to; from--) this.apply(this.undo[from], each);
	}
}

// What each step is called, and up to which finding the run had come.
function name_steps() {
	let op = "", found = 0;
	for (const step of steps) {
		op = step.o ?? op;
		step.op = op;
		step.label = step.at >= 0 ? String(step.at) : step.at === AT_END ? "end" : "boot";
		step.line = step.label === "boot" ? "boot" : `${step.label}: ${step.op} -> ${step.r}`;
		step.first = found;
		found = step.f ?? found;
		step.found = found;
		if (step.s) states.push(...step.s);
	}
}

const last = data.last;
if (last && machine && (last.within || last.f > (steps.findLast((s) => s.f)?.f ?? 0))) steps.push(last);
name_steps();
const step_of = (i) => steps.findIndex((s) => s.found > i);

// ---------------------------------------------------------------- the head

function show_head() {
	const first = data.findings[data.verdict];
	const word = first && (first.known ? "known" : "finding");
	$("verdict").textContent = first ? `${word} ${first.signature}` : data.not_run ? "not run" : "nothing found";
	if (first && !first.known) $("verdict").className = "finding";
	document.title = `${data.name}: ${$("verdict").textContent}`;
	data.findings.forEach((f, i) => {
		const at = step_of(i), item = element($("findings"), "li");
		const text = `${f.signature}: ${f.text}` + (f.known ? ` (known: ${f.known})` : "");
		if (at < 0) element(item, "span", "", text);
		else element(item, "button", "", `${text} (at ${steps[at].label})`).onclick = () => go(at);
	});
	const about = [data.name, `${data.operations} operations`];
	if (data.not_run) about.push(data.not_run);
	if (machine) about.push(`machine ${machine.machine}${machine.about ? ": " + machine.about : ""}`,
		`kernel ${machine.kernel}, profile ${machine.profile}, ${machine.variant}${machine.debug_vm ? ", DEBUG_VM" : ""}` +
		(machine.bugs ? `, seeded bugs ${machine.bugs}` : ""));
	$("about").textContent = about.join(" - ");
}

// ---------------------------------------------------------------- the map

let rows, pages, blocks, figures;
let here = 0; // the step that is shown
let chosen = -1, chosen_owner = -1; // page
const cells = []; // by page
const boxes = []; // pageblocks of a zone: {index, zone, pages, element, head, sum, cells, bar}
let box_of; // by page
let changed = new Set(); // by the step that is shown
let wrong = new Set(); // pages of the findings so far

const first_of = (pfn) => pfn - (pfn % 2 ** machine.block_order);
const block_of = (page) => (first_of(machine.start + page) - first_of(machine.start)) / 2 ** machine.block_order;
const area_of = (page) => machine.areas.find((a) => machine.start + page >= a.pfn && machine.start + page < a.pfn + a.count);
const type_of = (page) => machine.types[blocks.now[block_of(page)]] ?? "none";

// Pageblocks zone by zone; a hole goes with the page before it, what is a hole as a whole is left out.
function find_boxes() {
	const zone = new Row("z", machine.end - machine.start), size = 2 ** machine.block_order;
	zone.apply(steps[0].z);
	for (let page = 0; page < zone.now.length;) {
		const end = Math.min(page + size - ((machine.start + page) % size), zone.now.length);
		const present = zone.now.slice(page, end).find((z) => z >= 0);
		let box = null, of = present;
		for (; present !== undefined && page < end; page++) {
			of = zone.now[page] >= 0 ? zone.now[page] : of;
			if (!box || box.zone !== of) boxes.push(box = {zone: of, pages: []});
			box.pages.push(page);
		}
		page = end;
	}
	box_of = new Int32Array(zone.now.length).fill(-1);
	boxes.forEach((box, i) => {
		box.index = i;
		box.pages.forEach((page) => { box_of[page] = i; });
	});
}

// Boxes that an operation changes or a finding names.
function touched_boxes() {
	const touched = new Set();
	for (const step of steps.slice(1)) Row.walk(step.p, (page) => touched.add(box_of[page]));
	for (const f of data.findings) if (f.pfn !== NO_PFN) touched.add(box_of[f.pfn - machine.start]);
	return touched;
}

function paint_page(page) {
	const cell = cells[page];
	if (!cell) return;
	const [look, order, owner] = states[pages.now[page]];
	const head = order >= 0 && owner < 0 && looks[look].mark === "";
	let name = "page " + looks[look].name;
	if (area_of(page)) name += " area";
	if (changed.has(page)) name += " now";
	if (owner >= 0 && owner === chosen_owner) name += " kin";
	if (page === chosen) name += " chosen";
	if (wrong.has(page)) name += " bad";
	cell.className = name;
	cell.textContent = wrong.has(page) ? "X" : head ? order : looks[look].mark;
}

// A pageblock's head, or all of it where it is shut: how much is free, and the marks of what is not.
function paint_box(box) {
	const type = type_of(box.pages[0]);
	if (!box.element) return;
	box.head.className = "type-" + type;
	box.head.textContent = type === "none" ? "-" : type[0].toUpperCase();
	if (box.cells) return;
	const marks = new Set();
	let free = 0;
	for (const page of box.pages) {
		const look = looks[states[pages.now[page]][0]];
		if (look.mark) marks.add(look.mark);
		free += look.name.startsWith("free-");
	}
	box.sum.textContent = `${Math.round((100 * free) / box.pages.length)}% ${[...marks].slice(0, 4).join("")}`;
	box.element.classList.toggle("changed", box.pages.some((page) => changed.has(page)));
	box.element.classList.toggle("wrong", box.pages.some((page) => wrong.has(page)));
}

function open_box(box) {
	if (!box.element) box.bar.show(box);
	if (box.cells) return;
	const grid = element(null, "div", "pages");
	grid.style.gridTemplateColumns = `repeat(${Math.min(16, 1 << Math.ceil(machine.block_order / 2))}, 12px)`;
	for (const page of box.pages) {
		cells[page] = element(grid, "i");
		cells[page].dataset.page = page;
		paint_page(page);
	}
	box.cells = grid;
	box.sum.replaceWith(grid);
	box.element.className = "block";
}

function shut_box(box) {
	box.cells.replaceWith(box.sum);
	box.cells = null;
	for (const page of box.pages) delete cells[page];
	box.element.className = "block shut";
	paint_box(box);
}

function make_box(box) {
	box.element = element(null, "div", "block shut");
	box.head = element(box.element, "b");
	box.sum = element(box.element, "span");
	box.element.title = `pageblock ${hex(machine.start + box.pages[0])}`;
	box.element.dataset.box = box.index;
	return box.element;
}

// In place of pageblocks in a row that nothing touches.
function make_bar(row) {
	const bar = element(null, "div", "untouched"), first = row[0].pages[0], end = row.at(-1).pages.at(-1);
	element(bar, "span", "", `${row.length} pageblocks, ${hex(machine.start + first)} to ${hex(machine.start + end)}, that no operation touches `);
	// One of them, or all.
	bar.show = (box) => {
		const at = row.indexOf(box), shown = box ? [box] : row;
		const rest = (part) => (box && part.length ? [make_bar(part)] : []);
		bar.replaceWith(...rest(row.slice(0, at)), ...shown.map(make_box), ...rest(row.slice(at + 1)));
		shown.forEach(paint_box);
	};
	element(bar, "button", "", "show").onclick = () => bar.show();
	for (const box of row) box.bar = bar;
	return bar;
}

function make_zone(index, all, touched) {
	const zone = machine.zones[index], list = boxes.filter((box) => box.zone === index);
	if (!list.length) return 0;
	element($("map"), "h2", "", `${zone ? zone.name : "?"}: ${hex(machine.start + list[0].pages[0])} to ${hex(machine.start + list.at(-1).pages.at(-1))}`);
	const place = element($("map"), "div", "blocks");
	let row = [], put = 0;
	const flush = () => {
		if (row.length) place.append(make_bar(row));
		put += row.length;
		row = [];
	};
	list.forEach((box) => {
		if (!all && !touched.has(box.index)) return row.push(box);
		flush();
		return place.append(make_box(box));
	});
	flush();
	return put;
}

function make_map() {
	const whole = boxes.reduce((sum, box) => sum + box.pages.length, 0) <= CELLS_MAX;
	const all = boxes.length <= BLOCKS_MAX;
	let put = 0;
	const touched = touched_boxes();
	for (let zone = 0; zone <= machine.zones.length; zone++) put += make_zone(zone, all, touched);
	if (whole) boxes.forEach(open_box);
	else $("left-out").textContent = "A cell is a pageblock: its type, how much of it is free, and the letters of what is not. A click opens its pages, one on its type shuts them." +
		(put ? ` ${put} of ${boxes.length} pageblocks, which no operation touches, are put together.` : "");
	$("map").onclick = (event) => {
		const page = event.target.closest(".page"), block = event.target.closest(".block"), box = block && boxes[block.dataset.box];
		if (page) choose(Number(page.dataset.page));
		else if (box && !box.cells) open_box(box);
		else if (box && !whole) shut_box(box);
	};
}

function make_legend() {
	const entry = (name, mark, text) => {
		const item = element($("legend"), "li");
		element(item, "i", "key " + name, mark);
		item.append(" " + text);
	};
	const used = new Set(states.map((s) => s[0]));
	looks.forEach((look, i) => { if (used.has(i)) entry(look.name, look.mark || (i === 0 ? "3" : ""), look.text); });
	entry("page now", "", "changed by this operation");
	entry("page bad", "X", "found wrong");
	entry("page area", "", "of a CMA area");
	entry("page kin", "", "of the owner of the page that is chosen");
	const item = element($("legend"), "li", "", "Above a pageblock: its type, ");
	item.append(machine.types.map((t) => `${t[0].toUpperCase()} ${t}`).join(", "));
}

// ---------------------------------------------------------------- one page

function show_page() {
	if (chosen < 0) return;
	const pfn = machine.start + chosen, area = area_of(chosen), box = boxes[box_of[chosen]];
	const first = Math.max(first_of(pfn), machine.start);
	$("where").textContent = `pfn ${hex(pfn)}` + (box ? `, zone ${machine.zones[box.zone]?.name}` : "") +
		`, pageblock ${hex(first)} of type ${type_of(chosen)}` + (area ? `, in the area ${area.name}` : "");
	const words = states[pages.now[chosen]][3];
	$("words").textContent = words;
	for (const f of data.findings.slice(0, steps[here].found)) if (f.pfn === pfn) element($("words"), "div", "found", `found wrong: ${f.signature}: ${f.text}`);
	for (const item of $("history").children) item.classList.toggle("now", Number(item.dataset.step) === here);
}

// All steps that changed the page.
function show_history() {
	const list = $("history");
	list.replaceChildren();
	steps.forEach((step, k) => {
		Row.walk(step.p, (page, state) => {
			if (page !== chosen) return;
			const item = element(list, "li");
			item.dataset.step = k;
			element(item, "button", "", `${step.line}: ${states[state][3]}`).onclick = () => go(k);
		});
	});
}

function choose(page) {
	const before = chosen;
	chosen = page;
	const box = boxes[box_of[page]];
	if (box) open_box(box);
	$("pfn").value = hex(machine.start + page);
	show_kin();
	paint_page(before);
	show_history();
	show_page();
}

// The owner of the chosen page has others.
function show_kin() {
	const owner = chosen < 0 ? -1 : states[pages.now[chosen]][2], before = chosen_owner;
	chosen_owner = owner;
	cells.forEach((_, page) => {
		const of = states[pages.now[page]][2];
		if (page === chosen || (of >= 0 && (of === owner || of === before))) paint_page(page);
	});
}

// ---------------------------------------------------------------- tables and plots

const cell_of = []; // by figure: its cell
const plot_of = []; // by figure: {value, line}

// Of each figure its values over all steps.
function all_values() {
	const row = new Row("c", machine.figures.length), values = machine.figures.map(() => new Float64Array(steps.length));
	steps.forEach((step, k) => {
		row.apply(step.c);
		row.now.forEach((value, figure) => { values[figure][k] = value; });
	});
	return values;
}

function make_table(zone, values) {
	const of = machine.figures.map((f, i) => ({...f, i})).filter((f) => f.zone === zone);
	if (!of.length) return;
	element($("tables"), "h3", "faint", machine.zones[zone].name);
	const table = element(element($("tables"), "div", "wide"), "table"), head = element(table, "tr");
	element(head, "th", "", "order");
	for (let order = 0; order < machine.orders; order++) element(head, "th", "", order);
	for (const type of [...machine.types.keys(), -1]) {
		const row = of.filter((f) => f.type === type);
		if (type >= 0 && row.every((f) => values[f.i].every((v) => v === 0))) continue;
		const line = element(table, "tr");
		element(line, "th", "", type < 0 ? "nr_free" : machine.types[type]);
		for (const f of row) cell_of[f.i] = element(line, "td");
	}
}

function path_of(values, min) {
	let path = `M0 ${min - values[0]}`, k = 1;
	for (; k < values.length; k++) if (values[k] !== values[k - 1]) path += `H${k}V${min - values[k]}`;
	return path + `H${values.length - 1}`;
}

function svg(parent, tag, attributes) {
	const e = document.createElementNS("http://www.w3.org/2000/svg", tag);
	for (const name in attributes) e.setAttribute(name, attributes[name]);
	parent.append(e);
	return e;
}

function make_plot(figure, i, values) {
	const min = values.reduce((a, b) => Math.min(a, b)), max = values.reduce((a, b) => Math.max(a, b)), width = steps.length - 1;
	const plot = element($("plots"), "div", "plot"), text = element(plot, "span", "", `${figure.of}, ${figure.name}: `);
	const value = element(text, "b");
	element(text, "span", "faint", ` (${min} to ${max})`);
	const high = max - min, image = svg(plot, "svg", {viewBox: `0 ${-high * 1.05} ${width} ${high * 1.1}`, preserveAspectRatio: "none", role: "img", "aria-label": `${figure.of} ${figure.name}`});
	svg(image, "path", {d: path_of(values, min)});
	data.findings.forEach((_, f) => svg(image, "line", {class: "found", x1: step_of(f), x2: step_of(f), y1: -high * 1.05, y2: high * 0.05}));
	const line = svg(image, "line", {y1: -high * 1.05, y2: high * 0.05});
	image.onclick = (event) => go(Math.round((event.offsetX / image.clientWidth) * width));
	plot_of[i] = {value, line};
}

function make_figures() {
	const values = all_values(), constant = [];
	machine.zones.forEach((_, zone) => make_table(zone, values));
	machine.figures.forEach((figure, i) => {
		if (figure.zone !== undefined) return;
		if (!values[i].every((v) => v === values[i][0])) make_plot(figure, i, values[i]);
		else if (values[i][0] !== -1) constant.push(`${figure.of}, ${figure.name}: ${values[i][0]}`);
	});
	const rest = element($("plots"), "details", "faint");
	element(rest, "summary", "", `${constant.length} that do not change`);
	element(rest, "pre", "", constant.join("\n"));
}

function show_figure(i, now) {
	const value = figures.now[i];
	if (cell_of[i]) {
		cell_of[i].textContent = value;
		cell_of[i].className = (now ? "now" : "") + (value === 0 ? " zero" : "");
	}
	if (plot_of[i]) plot_of[i].value.textContent = value;
}

// ---------------------------------------------------------------- driving

function show_step() {
	const step = steps[here], moves = step.m ?? [];
	$("slider").value = here;
	$("place").textContent = `${here} of ${steps.length - 1}`;
	$("step").textContent = step.line;
	$("found").textContent = data.findings.slice(step.first, step.found).map((f) => `finding ${f.signature}: ${f.text}`).join("\n");
	$("found").className = step.found > step.first ? "found" : "";
	$("moved").hidden = !moves.length;
	$("moved").firstChild.textContent = `${moves.length / 2} pages migrated, or were given up`;
	const lines = [];
	for (let i = 0; i < Math.min(moves.length, 2 * MOVES_SHOWN); i += 2) lines.push(moves[i + 1] ? `moved pfn ${hex(moves[i])} to ${hex(moves[i + 1])}` : `pfn ${hex(moves[i])} was given up`);
	if (moves.length > 2 * MOVES_SHOWN) lines.push(`and ${moves.length / 2 - MOVES_SHOWN} more`);
	$("moved").lastChild.textContent = lines.join("\n");
	$("why").hidden = !step.w;
	$("why").lastChild.textContent = step.w ?? "";
	for (const plot of plot_of) if (plot) for (const x of ["x1", "x2"]) plot.line.setAttribute(x, here);
}

function mark_pages(touched) {
	for (const page of changed) touched.add(page);
	changed = new Set();
	if (here > 0) Row.walk(steps[here].p, (page) => { changed.add(page); touched.add(page); });
	for (const page of wrong) touched.add(page);
	wrong = new Set(data.findings.slice(0, steps[here].found).filter((f) => f.pfn !== NO_PFN).map((f) => f.pfn - machine.start));
	for (const page of wrong) touched.add(page);
}

// Shows step k.
function go(k) {
	const to = Math.max(0, Math.min(k, steps.length - 1)), touched = new Set(), dirty = new Set(), counted = new Set();
	if (to > here) Row.walk(steps[here].c, (i) => counted.add(i));
	pages.go(here, to, (page) => touched.add(page));
	blocks.go(here, to, (block) => dirty.add(block));
	for (const row of [steps[here].c, steps[to].c]) Row.walk(row, (i) => counted.add(i));
	figures.go(here, to, (i) => counted.add(i));
	here = to;
	mark_pages(touched);
	const fresh = new Set();
	if (here > 0) Row.walk(steps[here].c, (i) => fresh.add(i));
	show_kin();
	for (const page of touched) paint_page(page);
	const affected = new Set([...touched].map((page) => box_of[page]));
	boxes.forEach((box, i) => { if (affected.has(i) || dirty.has(block_of(box.pages[0]))) paint_box(box); });
	for (const i of counted) show_figure(i, fresh.has(i));
	show_step();
	show_page();
}

const keys = {
	ArrowLeft: () => here - 1, ArrowRight: () => here + 1, PageUp: () => here - 10, PageDown: () => here + 10,
	Home: () => 0, End: () => steps.length - 1,
};

function take_controls() {
	$("slider").max = steps.length - 1;
	$("slider").oninput = () => go(Number($("slider").value));
	for (const [id, key] of [["first", "Home"], ["back", "ArrowLeft"], ["next", "ArrowRight"], ["end", "End"]]) $(id).onclick = () => go(keys[key]());
	document.addEventListener("keydown", (event) => {
		if (!keys[event.key] || event.target === $("pfn") || event.ctrlKey || event.altKey || event.metaKey) return;
		event.preventDefault();
		go(keys[event.key]());
	});
	$("find").onsubmit = (event) => {
		event.preventDefault();
		const page = Number($("pfn").value) - machine.start;
		if (page >= 0 && page < pages.now.length) {
			choose(page);
			cells[page]?.scrollIntoView({block: "center"});
		} else {
			$("where").textContent = `The machine has the pages ${hex(machine.start)} to ${hex(machine.end - 1)}.`;
		}
	};
}

function begin() {
	const size = machine.end - machine.start;
	pages = new Row("p", size);
	blocks = new Row("b", block_of(size - 1) + 1);
	figures = new Row("c", machine.figures.length);
	for (const row of [pages, blocks, figures]) {
		row.learn();
		row.go(steps.length - 1, 0);
	}
	find_boxes();
	make_map();
	make_legend();
	make_figures();
	take_controls();
	boxes.forEach(paint_box);
	machine.figures.forEach((_, i) => show_figure(i, false));
	const first = data.verdict >= 0 ? step_of(data.verdict) : 0;
	go(Math.max(first, 0));
	const bad = data.findings.slice(0, steps[here].found).find((f) => f.pfn !== NO_PFN && box_of[f.pfn - machine.start] >= 0);
	if (bad) choose(bad.pfn - machine.start);
}

show_head();
if (machine && steps.length) begin();
else document.querySelector("nav").hidden = document.querySelector("main").hidden = true;
