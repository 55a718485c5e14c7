// The moving map. The page already holds a drawn one; this loads its library only when somebody asks for it,
// and puts the drawing back if anything fails. Own layers only: outlines, quarters and shops on paper colour.

const FAR = 14;

function colours(figure) {
  const probe = document.createElement("i");
  figure.append(probe);
  const read = (name) => {
    probe.style.color = `var(${name})`;
    return getComputedStyle(probe).color;
  };
  const found = {
    sunk: read("--sunk"), sheet: read("--sheet"), rule: read("--rule"), edge: read("--rule-strong"), awning: read("--awning"),
  };
  probe.remove();
  return found;
}

const isTiled = (address) => address.includes("{z}");
const here = (address) => (isTiled(address) ? location.origin + address : new URL(address, location.href).href);

// The shops: one GeoJSON file clustered in the browser, or vector tiles the server has clustered per view.
function shopSource(address) {
  return isTiled(address)
    ? { type: "vector", tiles: [here(address)], maxzoom: 18 }
    : { type: "geojson", data: here(address), cluster: true, clusterRadius: 46, clusterMaxZoom: 16 };
}

function ownStyle(figure, paint) {
  const { zones, shops } = figure.dataset;
  const sources = { shops: shopSource(shops) };
  const layers = [{ id: "ground", type: "background", paint: { "background-color": paint.sunk } }];
  if (zones) {
    sources.zones = { type: "geojson", data: here(zones) };
    const land = ["==", ["get", "kind"], "town"];
    const outlines = ["match", ["geometry-type"], ["Polygon", "MultiPolygon", "LineString", "MultiLineString"], true, false];
    layers.push(
      { id: "land", type: "fill", source: "zones", filter: land, paint: { "fill-color": paint.sheet } },
      { id: "quarters", type: "line", source: "zones", filter: outlines, paint: { "line-color": paint.rule, "line-width": 1.2 } },
      { id: "edge", type: "line", source: "zones", filter: land, paint: { "line-color": paint.edge, "line-width": 2 } },
    );
  }
  layers.push({
    id: "shops", type: "circle", source: "shops", filter: ["!", ["has", "point_count"]],
    ...(isTiled(shops) ? { "source-layer": "shops" } : {}),
    paint: { "circle-color": paint.awning, "circle-radius": 6, "circle-stroke-color": paint.sheet, "circle-stroke-width": 2 },
  });
  return { version: 8, sources, layers };
}

function addOwnLayers(map, figure, paint) {
  const own = ownStyle(figure, paint);
  for (const [id, source] of Object.entries(own.sources)) map.addSource(id, source);
  for (const layer of own.layers.slice(1)) map.addLayer(layer);
}

// Clusters and near shops are real buttons and links, so that Tab reaches them and a screen reader says them.
function clusterButton(figure, map, feature) {
  const button = document.createElement("button");
  const { point_count: n, cluster_id: id } = feature.properties;
  button.type = "button";
  button.className = "cluster";
  button.textContent = String(n);
  button.setAttribute("aria-label", figure.dataset.sayCluster.replace("{n}", n));
  button.addEventListener("click", async () => {
    const zoom = id === undefined ? map.getZoom() + 2 : await map.getSource("shops").getClusterExpansionZoom(id);
    map.easeTo({ center: feature.geometry.coordinates, zoom });
  });
  return button;
}

function shopLink(feature) {
  const link = document.createElement("a");
  link.className = "spot";
  link.href = feature.properties.url ?? "#";
  link.textContent = feature.properties.name ?? "";
  return link;
}

function keepMarkers(Marker, figure, map) {
  const shown = new Map();
  return () => {
    if (!map.isSourceLoaded("shops")) return;
    const wanted = new Map();
    const near = map.getZoom() >= FAR + 2;
    for (const feature of map.querySourceFeatures("shops", { sourceLayer: "shops" })) {
      const { cluster_id: id, point_count: n, url } = feature.properties;
      const place = feature.geometry.coordinates;
      if (!map.getBounds().contains(place)) continue;
      if (n !== undefined) wanted.set(`c${id ?? place.map((c) => c.toFixed(5))}:${n}`, feature);
      else if (near && wanted.size < 60) wanted.set(`s${url}`, feature);
    }
    for (const [key, marker] of shown) if (!wanted.has(key)) { marker.remove(); shown.delete(key); }
    for (const [key, feature] of wanted) {
      if (shown.has(key)) continue;
      const element = key[0] === "c" ? clusterButton(figure, map, feature) : shopLink(feature);
      shown.set(key, new Marker({ element, anchor: key[0] === "c" ? "center" : "top" })
        .setLngLat(feature.geometry.coordinates).addTo(map));
    }
  };
}

async function boundsOf(address) {
  const box = [Infinity, Infinity, -Infinity, -Infinity];
  const visit = (value) => {
    if (typeof value[0] === "number") {
      box[0] = Math.min(box[0], value[0]); box[1] = Math.min(box[1], value[1]);
      box[2] = Math.max(box[2], value[0]); box[3] = Math.max(box[3], value[1]);
    } else value.forEach(visit);
  };
  const answer = await fetch(address, { headers: { accept: "application/geo+json, application/json" } });
  if (!answer.ok) throw new Error(`${address}: ${answer.status}`);
  const found = await answer.json();
  if (found.bbox) return found.bbox;
  for (const feature of found.features) if (feature.geometry) visit(feature.geometry.coordinates);
  if (!Number.isFinite(box[0])) throw new Error(`${address}: no place`);
  return box;
}

function addStylesheet(address) {
  if (document.querySelector(`link[href="${CSS.escape(address)}"]`)) return;
  const link = document.createElement("link");
  link.rel = "stylesheet";
  link.href = address;
  document.head.append(link);
}

async function open(figure) {
  const { library, worker, css, zones, shops, style, label, words } = figure.dataset;
  const canvas = figure.querySelector(".canvas");
  const drawn = [...canvas.childNodes];
  const height = canvas.getBoundingClientRect().height;
  addStylesheet(css);
  const [maplibre, bounds] = await Promise.all([import(library), boundsOf(zones || shops)]);
  maplibre.setWorkerUrl(new URL(worker, location.href).href);
  const paint = colours(figure);
  const stage = document.createElement("div");
  stage.className = "stage";
  stage.style.blockSize = `${Math.max(320, Math.round(height))}px`;
  canvas.replaceChildren(stage);
  try {
    const map = new maplibre.Map({
      container: stage, style: style || ownStyle(figure, paint), bounds, fitBoundsOptions: { padding: 24 },
      attributionControl: false, locale: JSON.parse(words || "{}"), cooperativeGestures: true, dragRotate: false, pitchWithRotate: false, maxZoom: 18,
    });
    map.addControl(new maplibre.NavigationControl({ showCompass: false }));
    await new Promise((done, failed) => { map.once("load", done); map.once("error", (event) => failed(event.error)); });
    if (style) addOwnLayers(map, figure, paint);
    map.getCanvas().setAttribute("aria-label", label);
    const update = keepMarkers(maplibre.Marker, figure, map);
    for (const moment of ["moveend", "idle", "sourcedata"]) map.on(moment, update);
    update();
    map.on("click", "shops", (event) => { location.href = event.features[0].properties.url; });
    map.getCanvas().focus();
  } catch (error) {
    canvas.replaceChildren(...drawn);
    throw error;
  }
}

for (const figure of document.querySelectorAll("[data-map]")) {
  const button = figure.querySelector("[data-map-open]");
  if (!button) continue;
  button.hidden = false;
  button.addEventListener("click", async () => {
    button.disabled = true;
    try {
      await open(figure);
      figure.classList.add("moving");
      const note = figure.querySelector("[data-map-note]");
      if (note) note.textContent = figure.dataset.sayMoving;
      button.hidden = true;
    } catch (error) {
      console.warn(error);
      const said = document.createElement("span");
      said.setAttribute("role", "status");
      said.textContent = figure.dataset.sayFailed;
      button.replaceWith(said);
    }
  });
}
