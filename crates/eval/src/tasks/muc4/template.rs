//! A template as the task writes it: one slot a line, more fills of a slot below one another.

const SLOTS: [&str; 25] = [
    "MESSAGE: ID",
    "MESSAGE: TEMPLATE",
    "INCIDENT: DATE",
    "INCIDENT: LOCATION",
    "INCIDENT: TYPE",
    "INCIDENT: STAGE OF EXECUTION",
    "INCIDENT: INSTRUMENT ID",
    "INCIDENT: INSTRUMENT TYPE",
    "PERP: INCIDENT CATEGORY",
    "PERP: INDIVIDUAL ID",
    "PERP: ORGANIZATION ID",
    "PERP: ORGANIZATION CONFIDENCE",
    "PHYS TGT: ID",
    "PHYS TGT: TYPE",
    "PHYS TGT: NUMBER",
    "PHYS TGT: FOREIGN NATION",
    "PHYS TGT: EFFECT OF INCIDENT",
    "PHYS TGT: TOTAL NUMBER",
    "HUM TGT: NAME",
    "HUM TGT: DESCRIPTION",
    "HUM TGT: TYPE",
    "HUM TGT: NUMBER",
    "HUM TGT: FOREIGN NATION",
    "HUM TGT: EFFECT OF INCIDENT",
    "HUM TGT: TOTAL NUMBER",
];

/// The text of one template; `fills` gives the fills of a slot by its number.
pub(super) fn template(
    message: &str,
    number: &str,
    fills: impl Fn(usize) -> Vec<String>,
) -> String {
    let mut out = String::new();
    for (slot, name) in SLOTS.iter().enumerate() {
        let found = match slot {
            0 => vec![message.to_owned()],
            1 => vec![number.to_owned()],
            _ => fills(slot),
        };
        let fills = if found.is_empty() {
            "-".to_owned()
        } else {
            found.join(&format!("\n{:36}", ""))
        };
        out.push_str(&format!("{:<4}{name:<32}{fills}\n", format!("{slot}.")));
    }
    out.push('\n');
    out
}

/// The fills of one template's slots.
#[derive(Default)]
pub(super) struct Fills(Vec<(usize, String)>);

impl Fills {
    pub(super) fn add(&mut self, slot: usize, fill: impl Into<String>) {
        let fill = fill.into();
        if !self.0.contains(&(slot, fill.clone())) {
            self.0.push((slot, fill));
        }
    }

    pub(super) fn of(&self, slot: usize) -> Vec<String> {
        self.0
            .iter()
            .filter(|(at, _)| *at == slot)
            .map(|(_, fill)| fill.clone())
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fills_of_a_slot_stand_below_one_another() {
        let text = template("TST9-MUC4-0001", "1", |slot| {
            if slot == 9 {
                vec!["A".into(), "B".into()]
            } else {
                vec![]
            }
        });
        assert!(
            text.starts_with("0.  MESSAGE: ID                     TST9-MUC4-0001\n"),
            "{text}"
        );
        assert!(text.contains("9.  PERP: INDIVIDUAL ID             A\n                                    B\n10. PERP"), "{text}");
        assert!(
            text.ends_with("24. HUM TGT: TOTAL NUMBER           -\n\n"),
            "{text}"
        );
    }
}
