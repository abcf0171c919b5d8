//! The configuration: file and environment become one typed value.
