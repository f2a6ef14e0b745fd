"use strict";
const root = document.currentScript.dataset.root;
const script = (name) => new Promise((done, failed) => {
    const element = document.createElement("script");
    element.src = root + name;
    element.onload = done;
    element.onerror = failed;
    document.head.append(element);
});

// Light or dark: the reader's choice, else the system's.
const theme = document.getElementById("theme");
const isDark = () => (document.documentElement.dataset.theme
    ?? (matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light")) === "dark";
function choose(name) {
    document.documentElement.dataset.theme = name;
    try { localStorage.setItem("theme", name); } catch { /* a folder may have no storage */ }
}
try {
    const before = localStorage.getItem("theme");
    if (before) document.documentElement.dataset.theme = before;
} catch { /* as above */ }
theme.addEventListener("click", () => {
    choose(isDark() ? "light" : "dark");
});

// On a phone the list of pages begins closed.
if (matchMedia("(max-width: 60rem)").matches) document.querySelector("nav details").open = false;

// Diagrams are text in the guide; drawn once, in the colours of the moment.
const diagrams = [...document.querySelectorAll("pre.language-mermaid")];
if (diagrams.length) {
    script("mermaid.js").then(() => {
        mermaid.initialize({ startOnLoad: false, theme: isDark() ? "dark" : "neutral" });
        for (const diagram of diagrams) {
            diagram.textContent = diagram.textContent.trim();
            diagram.className = "diagram";
        }
        return mermaid.run({ nodes: diagrams });
    }).then(() => document.documentElement.dataset.drawn = diagrams.length);
}

// The search: scripts, for a folder's page may not fetch; loaded when somebody searches.
const form = document.querySelector("form[role=search]");
const input = form.querySelector("input");
const found = document.getElementById("found");
let index;
function load() {
    index ??= Promise.all([script("lunr.js"), script("search-index.js")]).then(() => lunr(function () {
        this.ref("n");
        this.field("title", { boost: 8 });
        this.field("page", { boost: 3 });
        this.field("text");
        window.GUIDE.forEach((section, n) => this.add({ n, ...section }));
    }));
    return index;
}
async function search() {
    const words = input.value.toLowerCase().split(/[^\p{L}\p{N}]+/u).filter(Boolean);
    if (words.length === 0) {
        found.hidden = true;
        return;
    }
    const results = (await load()).query((query) => {
        for (const word of words) {
            query.term(word, { boost: 10 });
            query.term(word, { wildcard: lunr.Query.wildcard.TRAILING, presence: lunr.Query.presence.REQUIRED });
        }
    }).slice(0, 10);
    found.replaceChildren(...results.map(({ ref }) => {
        const section = window.GUIDE[ref];
        const at = Math.max(0, section.text.toLowerCase().indexOf(words[0]) - 40);
        const link = document.createElement("a");
        link.href = root + section.url;
        const title = document.createElement("strong");
        title.textContent = section.title === section.page ? section.page : `${section.page}: ${section.title}`;
        const part = document.createElement("span");
        part.textContent = (at ? "… " : "") + section.text.slice(at, at + 140) + " …";
        link.append(title, part);
        const item = document.createElement("li");
        item.append(link);
        return item;
    }));
    if (results.length === 0) found.textContent = "Nothing found";
    found.hidden = false;
}
input.addEventListener("input", search);
form.addEventListener("submit", (event) => {
    event.preventDefault();
    found.querySelector("a")?.click();
});
document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") found.hidden = true;
    if (event.key === "/" && event.target.tagName !== "INPUT") {
        event.preventDefault();
        input.focus();
    }
});
