//! Results as text, tables, figures and pages: values in, strings and bytes out.

pub mod figures;
