import { readFileSync } from "node:fs";

/** The pages in the order of the guide's first page, which is the only list of them: [{title, pages: [{title, url}]}]. */
export function guide(file) {
    const text = readFileSync(file, "utf8");
    const pages = [...text.matchAll(/\[([^\]]+)\]\(([^):]+)\.md\)/gs)].map(([, title, page]) => ({
        title: title.replace(/\s+/g, " "),
        url: page + ".html",
    }));
    const contributing = (page) => page.url.startsWith("contributing/");
    return [
        { pages: [{ title: "Start", url: "index.html" }, ...pages.filter((page) => !contributing(page))] },
        { title: "Contributing", pages: pages.filter(contributing) },
    ];
}
