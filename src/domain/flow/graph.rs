//! Ways through a flow: what is reached, what loops, which answers are known where.

use std::collections::{BTreeMap, BTreeSet};

use super::Flow;
use super::node::{Name, Node, NodeId};
use crate::domain::script::Prompt;

/// The nodes by number, and where their branches lead.
pub(super) struct Graph {
    out: Vec<Vec<usize>>,
    limited: Vec<bool>,
}

impl Graph {
    pub(super) fn of(flow: &Flow) -> Graph {
        let places: BTreeMap<&NodeId, usize> =
            flow.nodes().iter().enumerate().map(|(at, node)| (&node.id, at)).collect();
        let out = |node: &Node| {
            let ways = node.branches().iter();
            ways.filter_map(|branch| places.get(&branch.to).copied()).collect()
        };
        let limited = flow.nodes().iter().map(|node| node.visits.is_some()).collect();
        Graph { out: flow.nodes().iter().map(out).collect(), limited }
    }

    fn from(&self, at: usize) -> &[usize] {
        self.out.get(at).map_or(&[], Vec::as_slice)
    }

    /// The nodes that a call can come to.
    pub(super) fn reached(&self, start: Option<usize>) -> BTreeSet<usize> {
        let mut reached = BTreeSet::new();
        let mut open: Vec<usize> = start.into_iter().collect();
        while let Some(at) = open.pop() {
            if reached.insert(at) {
                open.extend(self.from(at));
            }
        }
        reached
    }

    /// The first node of each knot of loops in which no node has a limit.
    pub(super) fn unlimited_loops(&self) -> Vec<usize> {
        let mut search = Knots { index: vec![None; self.out.len()], ..Knots::default() };
        for at in 0..self.out.len() {
            search.from(self, at);
        }
        search.firsts
    }

    /// The ways from a node that has no limit to others that have none.
    fn unlimited(&self, at: usize) -> impl Iterator<Item = usize> + '_ {
        let free = |at: &usize| self.limited.get(*at) == Some(&false);
        let here = free(&at);
        self.from(at).iter().copied().filter(move |to| here && free(to))
    }
}

/// Tarjan's search for strongly connected nodes, without recursion.
#[derive(Default)]
struct Knots {
    /// When each node was found, and the earliest it leads back to.
    index: Vec<Option<(usize, usize)>>,
    found: usize,
    stack: Vec<usize>,
    firsts: Vec<usize>,
}

impl Knots {
    fn from(&mut self, graph: &Graph, root: usize) {
        if self.index.get(root).is_some_and(Option::is_some) {
            return;
        }
        let mut path: Vec<(usize, Vec<usize>)> = vec![(root, self.enter(graph, root))];
        while let Some((at, rest)) = path.last_mut() {
            let at = *at;
            match rest.pop() {
                Some(next) if self.low(next).is_none() => {
                    let ways = self.enter(graph, next);
                    path.push((next, ways));
                }
                Some(next) => self.lower(at, self.low(next)),
                None => {
                    path.pop();
                    self.leave(graph, at);
                    if let Some((parent, _)) = path.last() {
                        self.lower(*parent, self.low(at));
                    }
                }
            }
        }
    }

    fn low(&self, at: usize) -> Option<usize> {
        self.index.get(at).copied().flatten().map(|(_, low)| low)
    }

    fn lower(&mut self, at: usize, to: Option<usize>) {
        if let (Some(Some((_, low))), Some(to)) = (self.index.get_mut(at), to) {
            *low = to.min(*low);
        }
    }

    fn enter(&mut self, graph: &Graph, at: usize) -> Vec<usize> {
        if let Some(slot) = self.index.get_mut(at) {
            *slot = Some((self.found, self.found));
        }
        self.found += 1;
        self.stack.push(at);
        graph.unlimited(at).collect()
    }

    fn leave(&mut self, graph: &Graph, at: usize) {
        let Some(Some((index, low))) = self.index.get(at).copied() else { return };
        if index != low {
            return;
        }
        let Some(place) = self.stack.iter().position(|on| *on == at) else { return };
        let knot = self.stack.split_off(place);
        let itself = graph.unlimited(at).any(|to| to == at);
        if knot.len() > 1 || itself {
            self.firsts.extend(knot.iter().min());
        }
        // A node of a finished knot is never gone back to.
        for node in knot {
            if let Some(Some((_, low))) = self.index.get_mut(node) {
                *low = usize::MAX;
            }
        }
    }
}

/// Which kept names have a value wherever a call may have come from.
pub(super) struct Defined<'a> {
    flow: &'a Flow,
    names: Vec<&'a Name>,
    /// For each node, whether each name has a value on entering it.
    before: Vec<Vec<bool>>,
    fallbacks: BTreeMap<String, String>,
}

impl<'a> Defined<'a> {
    pub(super) fn of(flow: &'a Flow, graph: &Graph) -> Defined<'a> {
        let mut names: Vec<&Name> = Vec::new();
        let used = flow.variables();
        for ask in flow.nodes().iter().filter_map(|node| node.kind.ask()) {
            if used.contains(&ask.keep.as_str()) && !names.contains(&&ask.keep) {
                names.push(&ask.keep);
            }
        }
        let before = vec![vec![true; names.len()]; flow.nodes().len()];
        let mut all = Defined { flow, names, before, fallbacks: flow.fallbacks() };
        if let Some(start) = flow.start().and_then(|id| flow.position(id)) {
            all.spread(graph, start);
        }
        all
    }

    /// Carries what has no value along the ways, until nothing changes. Each step takes a value
    /// from a node, so that there are no more steps than nodes times names.
    fn spread(&mut self, graph: &Graph, start: usize) {
        if let Some(first) = self.before.get_mut(start) {
            first.fill(false);
        }
        let mut open = vec![start];
        let mut seen = vec![false; self.before.len()];
        while let Some(at) = open.pop() {
            if let Some(seen) = seen.get_mut(at) {
                *seen = true;
            }
            let (Some(node), Some(here)) = (self.flow.nodes().get(at), self.before.get(at)) else {
                continue;
            };
            let here = here.clone();
            for (branch, to) in node.branches().iter().zip(graph.from(at)) {
                let kept = node.kind.ask().filter(|_| node.kind.keeps(&branch.on));
                let names = self.names.iter().zip(&here);
                let after: Vec<bool> = names
                    .map(|(name, has)| *has || kept.is_some_and(|a| a.keep == **name))
                    .collect();
                let changed = self.before.get_mut(*to).is_some_and(|there| meet(there, &after));
                if changed || seen.get(*to) == Some(&false) {
                    open.push(*to);
                }
            }
        }
    }

    /// The variables of a text that may have nothing to say.
    pub(super) fn missing(&self, at: usize, text: &Prompt) -> impl Iterator<Item = String> {
        let here = self.before.get(at);
        let kept = |name: &str| {
            let place = self.names.iter().position(|kept| kept.as_str() == name);
            place.is_some_and(|place| here.and_then(|here| here.get(place)) == Some(&true))
        };
        let given = |name: &str| self.flow.given().iter().any(|given| given.as_str() == name);
        let names = text.variables().iter().map(|variable| variable.name.clone());
        let bare =
            names.filter(|name| !given(name) && !kept(name) && !self.fallbacks.contains_key(name));
        bare.collect::<Vec<_>>().into_iter()
    }
}

/// Keeps only what both have; says whether that took something.
fn meet(there: &mut [bool], after: &[bool]) -> bool {
    let mut changed = false;
    for (has, still) in there.iter_mut().zip(after) {
        if *has && !still {
            *has = false;
            changed = true;
        }
    }
    changed
}
