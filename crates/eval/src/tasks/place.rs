//! Place names and their coordinates (LGL, GeoVirus).

use serde_json::json;

use crate::documents::{self, Document};
use crate::task::{Reading, Scoring, Task, more};
use crate::tasks::{line, text};

pub(crate) const TASK: Task = Task {
    name: "place",
    about: "place names and their coordinates",
    inputs: "place/train/inputs.jsonl",
    open: documents::from_json_lines,
    source: text,
    predict,
    scorings: &[Scoring {
        name: "",
        script: "place/score.py",
        arguments: &[
            "--gold",
            "{kit}/place/train/gold.jsonl",
            "--pred",
            "{pred}",
            "--json",
        ],
        data: &["place/train/inputs.jsonl", "place/train/gold.jsonl"],
        metrics: &[
            more("end to end F1", "/all/end_to_end161/f1"),
            more("recognition F1", "/all/overlap/f1"),
            more("Acc@161km", "/all/resolution/acc161"),
            more("recognition F1, LGL", "/lgl/overlap/f1"),
            more("recognition F1, GeoVirus", "/geovirus/overlap/f1"),
        ],
    }],
};

fn predict(document: &Document, reading: &Reading<'_>) -> String {
    let places = reading.record.places.iter().map(|place| {
        let [start, end] = reading.offsets.of(&place.span);
        let mut answer = json!({ "start": start, "end": end });
        if let (Some(lat), Some(lon)) = (place.lat, place.lon) {
            answer["lat"] = lat.into();
            answer["lon"] = lon.into();
        }
        if let Some(id) = place.geonameid {
            answer["geonameid"] = id.into();
        }
        answer
    });
    line(document, json!({ "places": places.collect::<Vec<_>>() }))
}
