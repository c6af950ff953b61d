// Draws each chart anew with Vega, so that it can be pointed at. Its drawing by the server stands until then.
const script = document.getElementById("charts");
const {expressionInterpreter} = await import(script.dataset.interpreter);
const style = getComputedStyle(document.documentElement);
const colour = (name) => style.getPropertyValue(name).trim();

// What a slider brings stays as the server drew it: the next comes in a moment.
async function draw(place) {
  try {
    const spec = await (await fetch(place.dataset.spec)).json();
    const drawing = place.querySelector("svg");
    const wide = place.clientWidth, high = drawing ? drawing.getBoundingClientRect().height : 320;
    const ink = colour("--ink"), soft = colour("--soft"), rule = colour("--rule");
    const config = {background: null, font: "system-ui, sans-serif", view: {stroke: null}, mark: {color: colour("--strip-claim")},
      axis: {labelColor: soft, titleColor: ink, gridColor: rule, domainColor: soft, tickColor: soft, labelFontSize: 12, titleFontSize: 12, gridOpacity: 0.7, labelOverlap: "greedy", labelSeparation: 6},
      legend: {labelColor: ink, labelFontSize: 12, symbolStrokeWidth: 2.4, columns: wide < 480 ? 2 : 0, titleColor: soft, orient: "top"},
      range: {category: [colour("--strip-claim"), colour("--link"), colour("--consistent"), colour("--scope_dependent"), colour("--drifted"), colour("--no_basis")]}};
    const full = {...spec, width: wide - 12, height: Math.max(high - 12, wide < 480 ? 255 : 200), autosize: {type: "fit", contains: "padding"}, config};
    const compiled = vegaLite.compile(full).spec;
    const view = new vega.View(vega.parse(compiled, null, {ast: true}), {expr: expressionInterpreter, renderer: "canvas", hover: true});
    const holder = document.createElement("div");
    holder.className = "live";
    await view.initialize(holder).runAsync();
    drawing?.replaceWith(holder);
    holder.querySelector("canvas")?.setAttribute("aria-label", place.dataset.title);
    holder.querySelector("canvas")?.setAttribute("role", "img");
  } catch (problem) {
    console.warn(`A chart stays as the server drew it: ${problem}`);
  }
}

const draw_all = () => Promise.all([...document.querySelectorAll("[data-spec]")].map(draw));
addEventListener("htmx:afterSettle", ({detail}) => {
  if (!new URLSearchParams(detail.pathInfo?.finalRequestPath?.split("?")[1]).has("draws")) draw_all();
});
await draw_all();
