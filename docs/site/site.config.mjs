// The guide (docs/*.md) as a site. Run by ./mvnw -Psite; the pages stand in target/site and work from a folder.
import { existsSync, writeFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import anchor from "markdown-it-anchor";
import highlight from "@11ty/eleventy-plugin-syntaxhighlight";
import { guide } from "./guide.mjs";

const site = path.dirname(fileURLToPath(import.meta.url));
const docs = path.dirname(site);
const checkout = path.dirname(docs);
const output = path.join(checkout, "target/site");
const source = "https://github.com/camelherobase/camel-herobase/blob/main/";

/** As GitHub names a heading, so that one link serves both. */
export const slug = (heading) =>
    heading.trim().toLowerCase().replace(/[^\p{L}\p{N}\s_-]/gu, "").replace(/\s/g, "-");

/** Where a page's link leads: another page, a file of the site, or a file of the checkout, which is read on GitHub. */
function target(href, page) {
    if (/^[a-z]+:/i.test(href) || href.startsWith("#")) return href;
    const [file, fragment] = href.split("#");
    const found = path.resolve(path.dirname(page), file);
    if (!existsSync(found)) throw new Error(`${page}: the link ${href} leads nowhere`);
    const anchorOf = fragment ? "#" + fragment : "";
    const within = path.relative(docs, found);
    if (within.startsWith("..") || path.extname(within) === "") {
        return source + path.relative(checkout, found).replaceAll(path.sep, "/") + anchorOf;
    }
    return href.replace(/README\.md(?=$|#)/, "index.html").replace(/\.md(?=$|#)/, ".html");
}

function links(markdown) {
    markdown.core.ruler.push("links", (state) => {
        const page = path.resolve(state.env.page.inputPath);
        for (const block of state.tokens) {
            for (const token of block.children ?? []) {
                if (token.type === "link_open") token.attrSet("href", target(token.attrGet("href"), page));
            }
        }
    });
    // A wide table scrolls in its own frame, not with the page.
    markdown.renderer.rules.table_open = () => '<div class="table" tabindex="0" role="region" aria-label="Table"><table>\n';
    markdown.renderer.rules.table_close = () => "</table></div>\n";
}

export default function (eleventy) {
    eleventy.addPlugin(highlight, { errorOnInvalidLanguage: false });
    eleventy.amendLibrary("md", (markdown) =>
        markdown.set({ html: false }).use(anchor, { slugify: slug, level: [2, 3, 4] }).use(links));
    eleventy.addGlobalData("layout", "page.njk");
    eleventy.addGlobalData("guide", guide(path.join(docs, "README.md")));
    eleventy.addGlobalData("permalink", () => ({ page }) => page.filePathStem.replace(/README$/, "index") + ".html");
    eleventy.addFilter("heading", heading);
    eleventy.addFilter("root", (url) => "../".repeat(url.split("/").length - 2));
    eleventy.on("eleventy.after", ({ results }) =>
        writeFileSync(path.join(output, "search-index.js"), `window.GUIDE = ${JSON.stringify(results.flatMap(sections))};\n`));
    const asset = (from, to) => eleventy.addPassthroughCopy({ [path.relative(".", from)]: to });
    asset(path.join(site, "site.css"), "site.css");
    asset(path.join(site, "site.js"), "site.js");
    asset(path.join(site, "node_modules/lunr/lunr.min.js"), "lunr.js");
    asset(path.join(site, "node_modules/mermaid/dist/mermaid.min.js"), "mermaid.js");
    asset(path.join(docs, "images"), "images");
    asset(path.join(docs, "benchmark.svg"), "benchmark.svg");
    asset(path.join(docs, "benchmark-duels.svg"), "benchmark-duels.svg");
    asset(path.join(docs, "observability"), "observability");
    eleventy.ignores.add(path.relative(".", path.join(site, "node_modules/**")));
    return {
        dir: {
            input: path.relative(".", docs),
            includes: "site",
            output: path.relative(".", output),
        },
        // Pages hold braces of Camel and of GitHub's: they are text.
        markdownTemplateEngine: false,
        templateFormats: ["md", "njk"],
    };
}

function heading(page) {
    return /^# (.*)$/m.exec(page.rawInput)[1].replaceAll("`", "");
}

/** What the search looks through: each section of a page with its place. */
function sections({ url, content }) {
    const main = /<main[^>]*>(.*)<\/main>/s.exec(content)[1];
    const title = text(/<h1[^>]*>(.*?)<\/h1>/s.exec(main)[1]);
    return main.split(/(?=<h[23] id=)/).map((html) => {
        const heading = /^<h[23] id="([^"]*)"[^>]*>(.*?)<\/h[23]>/s.exec(html);
        return {
            url: url.slice(1) + (heading ? "#" + heading[1] : ""),
            page: title,
            title: heading ? text(heading[2]) : title,
            text: text(html),
        };
    });
}

function text(html) {
    return html.replace(/<[^>]*>/g, " ")
        .replace(/&lt;/g, "<").replace(/&gt;/g, ">").replace(/&quot;/g, '"').replace(/&amp;/g, "&")
        .replace(/\s+/g, " ").trim();
}
