//! What happens without a user: one module for each job.
